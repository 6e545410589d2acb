#include "events/catalogue.hpp"
#include "tests/support/file_text.hpp"
#include "tools/docs/generated.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

namespace switchboard {

namespace {

namespace files = std::filesystem;

const files::path docs_folder = files::path{SOURCE_DIR} / "docs";

TEST_CASE("the documentation says what the code says") {
  for (const auto& each : docs::generated_files()) {
    CAPTURE(each.path);
    const bool is_current = testing::text_in(docs_folder / each.path) == each.text;
    CHECK_MESSAGE(is_current, "docs/" << each.path << " is out of date: run scripts/docs");
  }
}

TEST_CASE("there is no schema of a record that never was") {
  const auto made = docs::generated_files();
  for (const auto& each : files::directory_iterator{docs_folder / "schemas"}) {
    const auto name = each.path().filename().string();
    CAPTURE(name);
    const bool is_of_today = std::any_of(
        made.begin(), made.end(), [&](const auto& file) { return file.path == "schemas/" + name; });
    const bool is_of_old = files::exists(files::path{SOURCE_DIR} / "tests/golden/records" / name);
    CHECK((is_of_today || is_of_old));
  }
}

TEST_CASE("every record and every field is explained, in a sentence") {
  for (const auto& record : catalogue()) {
    CAPTURE(record.type);
    CHECK(record.doc.ends_with('.'));
    for (const auto& each : record.fields) {
      CAPTURE(each.name);
      CHECK(each.doc.ends_with('.'));
      CHECK_FALSE(each.type.empty());
    }
  }
  for (const auto& each : envelope_fields())
    CHECK(each.doc.ends_with('.'));
}

TEST_CASE("the catalogue tells a type in words, and the way into what is nested") {
  const auto find = [](std::string_view type, std::string_view name) {
    for (const auto& record : catalogue())
      for (const auto& each : record.fields)
        if (record.type == type && each.name == name) return each;
    FAIL("no " << type << ' ' << name);
    return field_info{};
  };
  CHECK(find("user.registered", "email").type == "text");
  CHECK_FALSE(find("user.registered", "email").is_required);
  CHECK(find("user.registered", "role").type == "one of `user`, `agent`, `admin`");
  CHECK(find("user.device_suspected", "calls").type == "list of call id");
  CHECK(find("user.device_suspected", "grace_until").type == "time");
  CHECK(find("room.participant_joined", "media").type == "object");
  CHECK(find("room.participant_joined", "media.audio").type == "true or false");
  CHECK(find("room.created", "sides[].user_id").type == "user id");
  CHECK(find("room.message_posted", "extra_data").type == "any JSON");
  CHECK_FALSE(find("room.message_posted", "extra_data").is_required);
}

} // namespace

} // namespace switchboard
