#include "transport/websocket/frame.hpp"

#include <utility>

namespace switchboard::websocket {

namespace {

constexpr std::size_t max_header_bytes = 10;

void append_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>((number >> shift) & 0xff);
}

/// Up to where a text can be cut to at most `limit` bytes without breaking a character.
std::string_view cut_text(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<std::uint8_t>(text[limit]) & 0xc0) == 0x80)
    --limit;
  return text.substr(0, limit);
}

} // namespace

void append_header(std::string& out, opcode kind, std::uint64_t payload_bytes) {
  constexpr std::uint8_t final_bit = 0x80;
  out += static_cast<char>(final_bit | static_cast<std::uint8_t>(kind));
  if (payload_bytes <= 125) {
    out += static_cast<char>(payload_bytes);
  } else if (payload_bytes <= 0xffff) {
    out += static_cast<char>(126);
    append_big_endian(out, payload_bytes, 2);
  } else {
    out += static_cast<char>(127);
    append_big_endian(out, payload_bytes, 8);
  }
}

frame make_frame(opcode kind, std::string_view payload) {
  std::string bytes;
  bytes.reserve(max_header_bytes + payload.size());
  append_header(bytes, kind, payload.size());
  bytes += payload;
  return {std::make_shared<const std::string>(std::move(bytes))};
}

frame close_frame(std::uint16_t code, std::string_view reason) {
  std::string payload;
  append_big_endian(payload, code, 2);
  payload += cut_text(reason, max_control_bytes - payload.size());
  return make_frame(opcode::close, payload);
}

} // namespace switchboard::websocket
