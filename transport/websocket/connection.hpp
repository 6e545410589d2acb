#pragma once

#include "transport/websocket/close_codes.hpp"
#include "transport/websocket/frame.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace switchboard::websocket {

/// An open WebSocket as the layer above holds it. Both calls may come from any thread and do
/// nothing once the connection is closed.
class connection {
public:
  virtual ~connection() = default;

  /// Frames leave in the order in which they were sent; those sent in one turn leave together.
  virtual void send(frame sent) = 0;
  /// What was sent before still goes out first, except to a consumer that is too slow.
  virtual void close(close_code code, std::string reason) = 0;

  /// Calls once, from any thread, when all that was sent so far is with the socket or the
  /// connection is closed. A connection that keeps nothing waiting calls at once.
  virtual void when_drained(std::function<void()> then) { then(); }

  /// To be held beyond a callback.
  virtual std::shared_ptr<connection> shared() = 0;
};

enum class closed_by : std::uint8_t {
  /// The client said goodbye.
  peer,
  /// This side did, for the reason in the code.
  server,
  /// The socket broke or fell silent, and nobody said goodbye.
  nobody,
};

struct close_info {
  closed_by by = closed_by::nobody;
  /// The number in the close frame; 0 if the peer gave none or there was no such frame.
  std::uint16_t code = 0;
  std::string reason;
};

/// What happens on one connection; each connection has a handler of its own. All calls come on the
/// connection's thread, one at a time: `on_open` first, `on_closed` exactly once and last.
class connection_handler {
public:
  virtual ~connection_handler() = default;

  virtual void on_open(connection& opened) = 0;
  virtual void on_text(connection& from, std::string_view text) = 0;
  /// Only where the settings accept binary messages.
  virtual void on_binary(connection& from, std::string_view bytes);
  /// A message came too fast and is dropped (empty if it was another frame); going on like that
  /// closes the connection.
  virtual void on_rate_limited(connection& from, std::string_view dropped) = 0;
  virtual void on_closed(connection& closed, const close_info& how) = 0;
};

inline void connection_handler::on_binary(connection& from, std::string_view) {
  from.close(close_code::unsupported_data, "only text messages are understood");
}

} // namespace switchboard::websocket
