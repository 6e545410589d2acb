#include "transport/people_log/people_log.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

namespace switchboard {

namespace {

std::string text_of(const people_log::fields& about) {
  return people_log::line_of("signed_in", about, people_log::format::text);
}

TEST_CASE("a line names what happened and whom it concerns") {
  CHECK(text_of({}) == "signed_in");
  CHECK(text_of({{"user", "alice"}, {"request", "1"}}) == "signed_in user=alice request=1");
}

TEST_CASE("what is empty is left out") {
  CHECK(text_of({{"user", ""}, {"request", "1"}}) == "signed_in request=1");
}

TEST_CASE("no value can begin a line or a field of its own") {
  CHECK(text_of({{"cause", "two words"}}) == R"(signed_in cause="two words")");
  CHECK(text_of({{"cause", "a=b"}}) == R"(signed_in cause="a=b")");
  CHECK(text_of({{"cause", "one\ntwo\r\"three\""}}) == R"(signed_in cause="one\ntwo\r\"three\"")");
}

TEST_CASE("as JSON, a line is the members of an object") {
  const auto line = people_log::line_of("signed_in", {{"user", "al\"ice\n"}, {"none", ""}},
                                        people_log::format::json);
  const auto read = nlohmann::json::parse('{' + line + '}');
  CHECK(read == nlohmann::json{{"what", "signed_in"}, {"user", "al\"ice\n"}});
}

TEST_CASE("what is below the level is not asked for") {
  const people_log quiet{log_level::warn, people_log::format::text};
  CHECK_FALSE(quiet.is_on(log_level::info));
  CHECK(quiet.is_on(log_level::warn));
  const people_log silent{log_level::off, people_log::format::text};
  CHECK_FALSE(silent.is_on(log_level::error));
}

} // namespace

} // namespace switchboard
