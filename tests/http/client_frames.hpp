#pragma once

#include "transport/websocket/frame.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::testing {

/// A client's frame, written independently of the decoder: every bit can be set wrong on purpose.
struct client_frame {
  std::uint8_t opcode = 0x1;
  std::string payload = {};
  bool is_final = true;
  std::uint8_t reserved_bits = 0;
  bool is_masked = true;
  std::string mask = "\x37\xfa\x21\x3d";
  /// How many bytes the length takes behind the first two: 0, 2 or 8; -1 for as few as it can.
  int length_bytes = -1;

  std::string bytes() const {
    std::string out;
    out += static_cast<char>((is_final ? 0x80 : 0) | (reserved_bits << 4) | opcode);
    const auto size = payload.size();
    const int extra = length_bytes >= 0 ? length_bytes : size > 0xffff ? 8 : size > 125 ? 2 : 0;
    const auto short_length = extra == 8 ? 127 : extra == 2 ? 126 : static_cast<int>(size);
    out += static_cast<char>((is_masked ? 0x80 : 0) | short_length);
    for (int i = extra - 1; i >= 0; --i)
      out += static_cast<char>((static_cast<std::uint64_t>(size) >> (8 * i)) & 0xff);
    if (!is_masked) return out + payload;
    out += mask;
    for (std::size_t i = 0; i < size; ++i)
      out += static_cast<char>(payload[i] ^ mask[i % 4]);
    return out;
  }
};

inline std::string client_text(std::string text) {
  return client_frame{.payload = std::move(text)}.bytes();
}

/// The payload of a close frame.
inline std::string close_payload(std::uint16_t code, std::string_view reason = {}) {
  return std::string{static_cast<char>(code >> 8), static_cast<char>(code & 0xff)}
         + std::string{reason};
}

} // namespace switchboard::testing
