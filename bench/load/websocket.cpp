#include "bench/load/websocket.hpp"

#include <array>
#include <cstring>

namespace switchboard::load {

namespace {

constexpr std::uint8_t text_opcode = 1;
constexpr std::uint8_t close_opcode = 8;
constexpr std::uint8_t ping_opcode = 9;
constexpr std::uint8_t pong_opcode = 10;

/// Any key serves, since nothing between here and the server could be misled; but not zeros, with
/// which a server might spare itself the work.
constexpr std::array<unsigned char, 8> mask{0x37, 0xfa, 0x21, 0x3d, 0x37, 0xfa, 0x21, 0x3d};

std::uint64_t big_endian(std::span<const char> bytes) {
  std::uint64_t number = 0;
  for (const char each : bytes)
    number = number << 8 | static_cast<unsigned char>(each);
  return number;
}

void append_big_endian(std::string& out, std::uint64_t number, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out += static_cast<char>(number >> shift & 0xff);
}

void append_masked(std::string& out, std::string_view payload) {
  auto from = out.size();
  out += payload;
  std::uint64_t key = 0;
  std::memcpy(&key, mask.data(), mask.size());
  for (; from + mask.size() <= out.size(); from += mask.size()) {
    std::uint64_t part = 0;
    std::memcpy(&part, out.data() + from, sizeof part);
    part ^= key;
    std::memcpy(out.data() + from, &part, sizeof part);
  }
  for (std::size_t i = 0; from + i < out.size(); ++i)
    out[from + i] = static_cast<char>(static_cast<unsigned char>(out[from + i]) ^ mask[i]);
}

} // namespace

websocket::websocket(event_loop& loop, std::uint16_t port, const way_in& to, websocket_user& user)
    : stream{loop, port}, user_{user} {
  write("GET " + to.path
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
        + to.headers + "\r\n");
}

void websocket::send(std::string_view text) { send_frame(text_opcode, text); }

void websocket::ask_to_close() { send_frame(close_opcode, {"\x03\xe8", 2}); }

void websocket::send_frame(std::uint8_t opcode, std::string_view payload) {
  auto& out = unsent();
  out += static_cast<char>(0x80 | opcode);
  if (payload.size() <= 125) {
    out += static_cast<char>(0x80 | payload.size());
  } else if (payload.size() <= 0xffff) {
    out += static_cast<char>(0x80 | 126);
    append_big_endian(out, payload.size(), 2);
  } else {
    out += static_cast<char>(0x80 | 127);
    append_big_endian(out, payload.size(), 8);
  }
  out.append(reinterpret_cast<const char*>(mask.data()), 4);
  append_masked(out, payload);
  wrote();
}

std::size_t websocket::on_bytes(std::span<char> bytes) {
  std::size_t taken = 0;
  if (!is_open_) {
    taken = take_answer({bytes.data(), bytes.size()});
    if (taken == 0) return 0;
  }
  while (is_alive()) {
    const auto of_frame = take_frame(bytes.subspan(taken));
    if (of_frame == 0) break;
    taken += of_frame;
  }
  return taken;
}

std::size_t websocket::take_answer(std::string_view bytes) {
  const auto end = bytes.find("\r\n\r\n");
  if (end == bytes.npos) return 0;
  if (!bytes.starts_with("HTTP/1.1 101")) {
    drop();
    user_.on_closed(*this, "no upgrade: " + std::string{bytes});
    return 0;
  }
  is_open_ = true;
  user_.on_open(*this);
  return end + 4;
}

/// A server's frames have no mask. Tells how long the first one is, or 0 if it is not whole yet.
std::size_t websocket::take_frame(std::span<char> bytes) {
  if (bytes.size() < 2) return 0;
  const auto first = static_cast<unsigned char>(bytes[0]);
  std::uint64_t payload = static_cast<unsigned char>(bytes[1]);
  std::size_t header = 2;
  if (payload >= 126) {
    const std::size_t length_bytes = payload == 126 ? 2 : 8;
    header += length_bytes;
    if (bytes.size() < header) return 0;
    payload = big_endian(bytes.subspan(2, length_bytes));
  }
  if (bytes.size() < header + payload) return 0;
  take(first & 0x0f, {bytes.data() + header, payload});
  return header + payload;
}

void websocket::take(std::uint8_t opcode, std::string_view payload) {
  switch (opcode) {
  case text_opcode:
    return user_.on_text(*this, payload);
  case ping_opcode:
    return send_frame(pong_opcode, payload);
  case close_opcode:
    drop();
    return user_.on_closed(*this, payload.size() < 2
                                      ? "closed without a reason"
                                      : std::to_string(big_endian({payload.data(), 2})) + " "
                                            + std::string{payload.substr(2)});
  default:
    return;
  }
}

void websocket::on_end(const std::string& why) { user_.on_closed(*this, why); }

} // namespace switchboard::load
