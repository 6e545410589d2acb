#pragma once

#include "bench/load/stream.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace switchboard::load {

class websocket;

/// Who a WebSocket tells what happens to it.
class websocket_user {
public:
  virtual void on_open(websocket& socket) = 0;
  virtual void on_text(websocket& socket, std::string_view text) = 0;
  /// It was refused, or it is over.
  virtual void on_closed(websocket& socket, const std::string& why) = 0;

protected:
  ~websocket_user() = default;
};

/// Where a WebSocket is opened, and with what header lines besides the usual ones.
struct way_in {
  std::string path;
  std::string headers;
};

/// The client's side of RFC 6455, as far as a load needs it: text in whole frames.
class websocket final : public stream {
public:
  websocket(event_loop& loop, std::uint16_t port, const way_in& to, websocket_user& user);

  bool is_open() const { return is_open_; }
  void send(std::string_view text);
  /// Asks the server to close; it is over when the server has.
  void ask_to_close();

private:
  std::size_t on_bytes(std::span<char> bytes) override;
  void on_end(const std::string& why) override;
  std::size_t take_answer(std::string_view bytes);
  std::size_t take_frame(std::span<char> bytes);
  void take(std::uint8_t opcode, std::string_view payload);
  void send_frame(std::uint8_t opcode, std::string_view payload);

  websocket_user& user_;
  bool is_open_ = false;
};

} // namespace switchboard::load
