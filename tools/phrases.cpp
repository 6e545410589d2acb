#include "tools/phrases.hpp"

#include "tools/usage_error.hpp"

#include <array>
#include <charconv>
#include <limits>
#include <optional>

namespace switchboard::tools {

namespace {

constexpr std::int64_t second_ms = 1'000;
constexpr std::int64_t minute_ms = 60 * second_ms;
constexpr std::int64_t hour_ms = 60 * minute_ms;
constexpr std::int64_t day_ms = 24 * hour_ms;

std::string number_of(std::int64_t ms, std::int64_t unit_ms, std::string_view unit) {
  return std::to_string(ms / unit_ms) + ' ' + std::string{unit};
}

/// Two units, the second left out when it is nothing.
std::string in_units(std::int64_t ms, std::int64_t large_ms, std::string_view large,
                     std::int64_t small_ms, std::string_view small) {
  auto text = number_of(ms, large_ms, large);
  if (const auto rest_ms = ms % large_ms; rest_ms >= small_ms)
    text += ' ' + number_of(rest_ms, small_ms, small);
  return text;
}

std::optional<std::int64_t> unit_ms_of(char unit) {
  switch (unit) {
  case 's':
    return second_ms;
  case 'm':
    return minute_ms;
  case 'h':
    return hour_ms;
  case 'd':
    return day_ms;
  default:
    return std::nullopt;
  }
}

std::optional<std::int64_t> parse_age_ms(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  const auto unit_ms = unit_ms_of(text.back());
  std::int64_t count = 0;
  const auto* const end = text.data() + text.size() - 1;
  const auto [stop, error] = std::from_chars(text.data(), end, count);
  if (!unit_ms || error != std::errc{} || stop != end || count < 0) return std::nullopt;
  if (count > std::numeric_limits<std::int64_t>::max() / *unit_ms) return std::nullopt;
  return count * *unit_ms;
}

} // namespace

std::string duration_words(std::int64_t duration_ms) {
  if (duration_ms < 0) return '-' + duration_words(-duration_ms);
  if (duration_ms < second_ms) return std::to_string(duration_ms) + " ms";
  if (duration_ms < 10 * second_ms && duration_ms % second_ms >= 100)
    return std::to_string(duration_ms / second_ms) + '.'
           + std::to_string(duration_ms % second_ms / 100) + " s";
  if (duration_ms < minute_ms) return number_of(duration_ms, second_ms, "s");
  if (duration_ms < hour_ms) return in_units(duration_ms, minute_ms, "min", second_ms, "s");
  if (duration_ms < 2 * day_ms) return in_units(duration_ms, hour_ms, "h", minute_ms, "min");
  return number_of(duration_ms, day_ms, "days");
}

std::string clock_time(timestamp at) { return to_string(at).substr(11, 12); }

std::string list_words(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

std::string count_words(std::uint64_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string{noun} + (count == 1 ? "" : "s");
}

std::string spaced(std::string_view word) {
  std::string text{word};
  for (auto& each : text)
    if (each == '_') each = ' ';
  return text;
}

std::string capitalized(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

timestamp parse_moment(std::string_view text, timestamp now) {
  if (const auto exact = parse_timestamp(text)) return *exact;
  if (const auto day = parse_timestamp(std::string{text} + "T00:00:00Z")) return *day;
  if (const auto age_ms = parse_age_ms(text)) return now + -*age_ms;
  throw usage_error{"'" + std::string{text}
                    + "' is no time: give 2026-11-21T10:00:00Z, 2026-11-21, or an age such as 15m"};
}

} // namespace switchboard::tools
