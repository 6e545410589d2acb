#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// A point in time, in milliseconds since 1970 in UTC. Its JSON is RFC 3339 with milliseconds.
struct timestamp {
  std::int64_t ms = 0;

  friend auto operator<=>(const timestamp&, const timestamp&) = default;
  friend timestamp operator+(timestamp at, std::int64_t duration_ms) {
    return {at.ms + duration_ms};
  }
  friend std::int64_t operator-(timestamp later, timestamp earlier) {
    return later.ms - earlier.ms;
  }
};

/// `2026-11-21T02:16:58.123Z`. Defined for the years 0 to 9999.
constexpr std::size_t timestamp_chars = 24;
std::string to_string(timestamp at);
/// Writes `timestamp_chars` characters, and tells where they end.
char* write_to(char* to, timestamp at);

/// Reads what `to_string` writes; also without or with fewer or more fractional digits.
std::optional<timestamp> parse_timestamp(std::string_view text);

} // namespace switchboard
