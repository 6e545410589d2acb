#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace switchboard::json {

/// Whether any of eight characters is one that a JSON string writes differently, or more than
/// ASCII.
inline bool any_needs_care(std::uint64_t eight) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t tops = 0x8080808080808080;
  const auto below = [eight](unsigned char limit) { return (eight - ones * limit) & ~eight; };
  const auto is = [eight](unsigned char c) {
    const auto other = eight ^ (ones * c);
    return (other - ones) & ~other;
  };
  return ((eight | below(0x20) | is('"') | is('\\')) & tops) != 0;
}

/// The first place from `at` on where a character may need care.
inline std::size_t skip_plain(std::string_view text, std::size_t at) {
  std::uint64_t eight = 0;
  for (; at + sizeof eight <= text.size(); at += sizeof eight) {
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if (any_needs_care(eight)) break;
  }
  return at;
}

} // namespace switchboard::json
