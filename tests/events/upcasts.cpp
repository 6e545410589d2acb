#include "events/codec.hpp"

#include <doctest/doctest.h>

#include <array>

namespace switchboard {

namespace {

/// A type that has changed twice: a name became two, then the name of a field was mended.
constexpr std::array<upcast, 3> steps{{
    {"test.named", 2,
     [](json::value& data) {
       data["last_name"] = data["lastname"];
       data.erase("lastname");
     }},
    {"test.named", 1,
     [](json::value& data) {
       const auto name = data["name"].get<std::string>();
       data["first_name"] = name.substr(0, name.find(' '));
       data["lastname"] = name.substr(name.find(' ') + 1);
       data.erase("name");
     }},
    {"test.other", 1, [](json::value& data) { data["touched"] = true; }},
}};

json::value newest() { return json::parse(R"({"first_name":"Ada","last_name":"Lovelace"})"); }

TEST_CASE("data is carried up from every version, one step after the other") {
  auto first = json::parse(R"({"name":"Ada Lovelace"})");
  CHECK(carry_up(first, "test.named", 1, steps) == 3);
  CHECK(first == newest());

  auto second = json::parse(R"({"first_name":"Ada","lastname":"Lovelace"})");
  CHECK(carry_up(second, "test.named", 2, steps) == 3);
  CHECK(second == newest());
}

TEST_CASE("data of the newest version, of a newer one and of another type is left alone") {
  for (const int version : {3, 4}) {
    auto data = newest();
    CHECK(carry_up(data, "test.named", version, steps) == version);
    CHECK(data == newest());
  }
  auto data = newest();
  CHECK(carry_up(data, "test.unchanged", 1, steps) == 1);
  CHECK(data == newest());
}

} // namespace

} // namespace switchboard
