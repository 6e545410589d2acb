#include "transport/websocket/utf8.hpp"

#include <cstring>

namespace switchboard::websocket {

namespace {

/// How far the text from `at` on is plain ASCII, looked at eight bytes at a time.
std::size_t skip_ascii(std::string_view text, std::size_t at) {
  constexpr std::uint64_t high_bits = 0x8080808080808080;
  while (at + sizeof(std::uint64_t) <= text.size()) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + at, sizeof eight);
    if ((eight & high_bits) != 0) break;
    at += sizeof eight;
  }
  while (at < text.size() && static_cast<std::uint8_t>(text[at]) < 0x80)
    ++at;
  return at;
}

} // namespace

bool utf8_check::begin_character(std::uint8_t byte) {
  next_low_ = 0x80;
  next_high_ = 0xbf;
  if (byte >= 0xc2 && byte <= 0xdf) {
    missing_ = 1;
  } else if (byte >= 0xe0 && byte <= 0xef) {
    missing_ = 2;
    if (byte == 0xe0) next_low_ = 0xa0;  // Below it is overlong.
    if (byte == 0xed) next_high_ = 0x9f; // Above it are surrogates.
  } else if (byte >= 0xf0 && byte <= 0xf4) {
    missing_ = 3;
    if (byte == 0xf0) next_low_ = 0x90;  // Below it is overlong.
    if (byte == 0xf4) next_high_ = 0x8f; // Above it is beyond Unicode.
  } else {
    return false;
  }
  return true;
}

bool utf8_check::take(std::string_view piece) {
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (missing_ == 0) {
      at = skip_ascii(piece, at);
      if (at == piece.size()) return true;
      if (!begin_character(static_cast<std::uint8_t>(piece[at]))) return false;
      continue;
    }
    const auto byte = static_cast<std::uint8_t>(piece[at]);
    if (byte < next_low_ || byte > next_high_) return false;
    --missing_;
    next_low_ = 0x80;
    next_high_ = 0xbf;
  }
  return true;
}

} // namespace switchboard::websocket
