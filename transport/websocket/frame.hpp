#pragma once

#include "transport/net/write_queue.hpp"
#include "transport/websocket/close_codes.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::websocket {

enum class opcode : std::uint8_t {
  continuation = 0x0,
  text = 0x1,
  binary = 0x2,
  close = 0x8,
  ping = 0x9,
  pong = 0xa,
};

/// What a control frame can carry at most.
constexpr std::size_t max_control_bytes = 125;

/// One whole frame from the server, header and payload, ready for the wire. Copying it shares the
/// bytes, so what goes to a thousand connections is encoded once.
struct frame {
  net::shared_bytes bytes;

  std::size_t size() const { return bytes->size(); }
};

frame make_frame(opcode kind, std::string_view payload);
inline frame text_frame(std::string_view text) { return make_frame(opcode::text, text); }
/// A reason that does not fit is cut between two characters.
frame close_frame(std::uint16_t code, std::string_view reason);

/// Appends a final frame's header as a server writes it: without a mask.
void append_header(std::string& out, opcode kind, std::uint64_t payload_bytes);

} // namespace switchboard::websocket
