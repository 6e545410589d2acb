#include "events/one_line.hpp"

#include <algorithm>
#include <array>

namespace switchboard {

namespace {

/// How many bytes from the front of the text are a character that may not stand in a line; 0 if it
/// may.
std::size_t unruly_bytes(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  if (first < 0x20 || first == 0x7f) return 1;
  // The second half of the control characters: a terminal may take U+009B for an escape sequence.
  if (first == 0xc2 && text.size() > 1 && static_cast<unsigned char>(text[1]) < 0xa0) return 2;
  // Separators of lines and paragraphs, and what sets the direction of writing.
  static constexpr std::array<std::string_view, 15> unruly{
      "\u2028", "\u2029", "\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c",
      "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069", "\ufeff"};
  const auto found =
      std::ranges::find_if(unruly, [&](std::string_view each) { return text.starts_with(each); });
  return found == unruly.end() ? 0 : found->size();
}

} // namespace

std::string one_line(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  while (!text.empty()) {
    const auto unruly = unruly_bytes(text);
    line += unruly > 0 ? ' ' : text.front();
    text.remove_prefix(std::max<std::size_t>(unruly, 1));
  }
  return line;
}

} // namespace switchboard
