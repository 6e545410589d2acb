#include "events/time.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

namespace {

TEST_CASE("a time is written in UTC with milliseconds, and reads back") {
  const std::pair<std::int64_t, const char*> table[] = {
      {0, "1970-01-01T00:00:00.000Z"},
      {1, "1970-01-01T00:00:00.001Z"},
      {-1, "1969-12-31T23:59:59.999Z"},
      {951'782'400'000, "2000-02-29T00:00:00.000Z"},
      {1'795'227'418'123, "2026-11-21T02:16:58.123Z"},
      {-62'167'219'200'000, "0000-01-01T00:00:00.000Z"},
      {253'402'300'799'999, "9999-12-31T23:59:59.999Z"},
  };
  for (const auto& [ms, text] : table) {
    CAPTURE(text);
    CHECK(to_string(timestamp{ms}) == text);
    CHECK(parse_timestamp(text) == timestamp{ms});
  }
}

TEST_CASE("a fraction of a second may have any number of digits") {
  const timestamp second{1'795'227'418'000};
  CHECK(parse_timestamp("2026-11-21T02:16:58Z") == second);
  CHECK(parse_timestamp("2026-11-21T02:16:58.1Z") == second + 100);
  CHECK(parse_timestamp("2026-11-21T02:16:58.12Z") == second + 120);
  CHECK(parse_timestamp("2026-11-21T02:16:58.123456789Z") == second + 123);
  CHECK(parse_timestamp("2026-11-21T02:16:58." + std::string(1'000, '9') + 'Z') == second + 999);
}

TEST_CASE("what is no time is none") {
  for (const char* const bad : {"",
                                "now",
                                "2026-11-21",
                                "2026-11-21T02:16Z",
                                "2026-11-21T02:16:58",
                                "2026-11-21T02:16:58.Z",
                                "2026-11-21T02:16:58+01:00",
                                "2026-11-21 02:16:58Z",
                                "2026-11-21T02:16:58Zulu",
                                "2026-02-29T00:00:00Z",
                                "2026-13-01T00:00:00Z",
                                "2026-00-01T00:00:00Z",
                                "2026-11-31T00:00:00Z",
                                "2026-11-21T24:00:00Z",
                                "2026-11-21T02:60:00Z",
                                "2026-11-21T02:16:60Z",
                                "-026-11-21T02:16:58Z",
                                "2026-1-21T02:16:58Z",
                                "2026-11-21T-2:16:58Z",
                                "+026-11-21T02:16:58Z"}) {
    CAPTURE(bad);
    CHECK(parse_timestamp(bad) == std::nullopt);
  }
}

TEST_CASE("times are counted in milliseconds") {
  const timestamp start{1'000};
  CHECK(start + 500 == timestamp{1'500});
  CHECK((start + 500) - start == 500);
  CHECK(start < start + 1);
}

} // namespace

} // namespace switchboard
