#include "events/time.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace switchboard {

namespace {

void put_digits(char* at, int width, std::int64_t value) {
  for (int i = width - 1; i >= 0; --i, value /= 10)
    at[i] = static_cast<char>('0' + value % 10);
}

/// Takes exactly `width` digits off the front of `text`.
std::optional<int> take_digits(std::string_view& text, std::size_t width) {
  if (text.size() < width) return std::nullopt;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + width, value);
  if (error != std::errc{} || end != text.data() + width || text[0] == '-') return std::nullopt;
  text.remove_prefix(width);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

/// Takes `.123456` off the front, as milliseconds; nothing there is zero.
std::optional<int> take_fraction_ms(std::string_view& text) {
  if (!take(text, '.')) return 0;
  int value_ms = 0;
  int weight = 100;
  std::size_t digits = 0;
  for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
    value_ms += (text[digits] - '0') * weight;
    weight /= 10;
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  return value_ms;
}

} // namespace

char* write_to(char* to, timestamp at) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds{at.ms}};
  const auto day = floor<days>(time);
  const year_month_day date{day};
  const hh_mm_ss clock{time - day};
  std::copy_n("0000-00-00T00:00:00.000Z", timestamp_chars, to);
  put_digits(to, 4, static_cast<int>(date.year()));
  put_digits(to + 5, 2, static_cast<unsigned>(date.month()));
  put_digits(to + 8, 2, static_cast<unsigned>(date.day()));
  put_digits(to + 11, 2, clock.hours().count());
  put_digits(to + 14, 2, clock.minutes().count());
  put_digits(to + 17, 2, clock.seconds().count());
  put_digits(to + 20, 3, clock.subseconds().count());
  return to + timestamp_chars;
}

std::string to_string(timestamp at) {
  std::array<char, timestamp_chars> text;
  return {text.data(), write_to(text.data(), at)};
}

std::optional<timestamp> parse_timestamp(std::string_view text) {
  using namespace std::chrono;
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto mo = take_digits(text, 2);
  if (!mo || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d || !take(text, 'T')) return std::nullopt;
  const auto h = take_digits(text, 2);
  if (!h || !take(text, ':')) return std::nullopt;
  const auto mi = take_digits(text, 2);
  if (!mi || !take(text, ':')) return std::nullopt;
  const auto s = take_digits(text, 2);
  const auto fraction_ms = take_fraction_ms(text);
  if (!s || !fraction_ms || text != "Z") return std::nullopt;
  const year_month_day date{year{*y}, month{static_cast<unsigned>(*mo)},
                            day{static_cast<unsigned>(*d)}};
  if (!date.ok() || *h > 23 || *mi > 59 || *s > 59) return std::nullopt;
  const auto time =
      sys_days{date} + hours{*h} + minutes{*mi} + seconds{*s} + milliseconds{*fraction_ms};
  return timestamp{time.time_since_epoch().count()};
}

} // namespace switchboard
