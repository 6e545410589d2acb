#include "events/catalogue.hpp"
#include "events/codec.hpp"
#include "events/schema.hpp"
#include "tests/events/sample.hpp"
#include "tests/support/file_text.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

// One record of every type and version that was ever written, as its text was then. These files are
// never changed: a log somewhere holds the same.

namespace switchboard {

namespace {

namespace files = std::filesystem;

const files::path records = files::path{SOURCE_DIR} / "tests/golden/records";

/// Adds the file of a new record when the one who runs the tests asks for it; never changes one.
void add_if_asked(const files::path& path, const std::string& text) {
  if (std::getenv("ADD_GOLDEN") == nullptr || files::exists(path)) return;
  std::ofstream{path, std::ios::binary} << text << '\n';
}

std::string name_of(const envelope& entry) {
  return schema::file_name(type_of(entry.body), version_of(entry.body));
}

TEST_CASE("every record of old is read, and of today's is written the same") {
  std::map<std::string, int, std::less<>> newest;
  for (const auto& each : catalogue())
    newest.emplace(each.type, each.version);

  int count = 0;
  for (const auto& each : files::directory_iterator{records}) {
    CAPTURE(each.path());
    const auto text = testing::text_in(each.path());
    const auto entry = decode(text);
    const auto version = json::parse(text)["version"].get<int>();
    CHECK(each.path().filename() == schema::file_name(type_of(entry.body), version));
    if (newest.at(std::string{type_of(entry.body)}) == version) CHECK(encode(entry) + '\n' == text);
    ++count;
  }
  CHECK(count >= static_cast<int>(catalogue().size()));
}

TEST_CASE("every type of record, in every version, has its file") {
  for (const auto& sample : testing::one_of_each(testing::plain_values{})) {
    add_if_asked(records / name_of(sample), encode(sample));
    INFO("Missing? Run the tests once with ADD_GOLDEN=1, and look at what was added.");
    for (int version = 1; version <= version_of(sample.body); ++version) {
      const auto path = records / schema::file_name(type_of(sample.body), version);
      CHECK_MESSAGE(files::exists(path), path);
    }
  }
}

} // namespace

} // namespace switchboard
