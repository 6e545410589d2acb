#pragma once

#include "events/time.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Times and lists as people say them.
namespace switchboard::tools {

/// `4.2 s`, `12 s`, `3 min`, `3 min 5 s`, `2 h 10 min`, `4 days`: as exact as anybody wants it.
std::string duration_words(std::int64_t duration_ms);

/// `10:03:00.250`: the time of day, in UTC.
std::string clock_time(timestamp at);

/// `alice`, `alice and bob`, `alice, bob and carol`.
std::string list_words(const std::vector<std::string>& names);

/// `1 event`, `2 events`.
std::string count_words(std::uint64_t count, std::string_view noun);

/// The word of an enum, with blanks: `connection lost`.
std::string spaced(std::string_view word);

/// The first letter as a capital.
std::string capitalized(std::string text);

/// When an argument means: RFC 3339, a day (`2026-11-21`), or so long before `now` (`90s`, `15m`,
/// `2h`, `3d`). Throws `usage_error`.
timestamp parse_moment(std::string_view text, timestamp now);

} // namespace switchboard::tools
