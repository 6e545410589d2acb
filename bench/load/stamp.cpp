#include "bench/load/stamp.hpp"

namespace switchboard::load {

namespace {

constexpr std::string_view mark = "@@";
constexpr std::size_t number_digits = 8;
constexpr std::size_t time_digits = 16;
static_assert(mark.size() + number_digits + time_digits == least_stamped_bytes);

void append_hex(std::string& out, std::uint64_t number, std::size_t digits) {
  for (auto shift = 4 * digits; shift > 0; shift -= 4)
    out += "0123456789abcdef"[number >> (shift - 4) & 0xf];
}

std::uint64_t hex(std::string_view digits) {
  std::uint64_t number = 0;
  for (const char each : digits)
    number = number << 4 | static_cast<std::uint64_t>(each <= '9' ? each - '0' : each - 'a' + 10);
  return number;
}

} // namespace

std::string stamped(const stamp& on, std::size_t bytes) {
  std::string text{mark};
  text.reserve(bytes);
  append_hex(text, on.number, number_digits);
  append_hex(text, static_cast<std::uint64_t>(on.meant_at_ns), time_digits);
  if (text.size() < bytes) text.append(bytes - text.size(), 'x');
  return text;
}

std::optional<stamp> take_stamp(std::string_view& text) {
  const auto found = text.find(mark);
  if (found == text.npos || text.size() - found < least_stamped_bytes) return std::nullopt;
  text.remove_prefix(found + mark.size());
  const stamp on{static_cast<std::uint32_t>(hex(text.substr(0, number_digits))),
                 static_cast<std::int64_t>(hex(text.substr(number_digits, time_digits)))};
  text.remove_prefix(number_digits + time_digits);
  return on;
}

} // namespace switchboard::load
