#pragma once

#include "transport/websocket/frame_decoder.hpp"
#include "transport/websocket/outbox.hpp"

#include <chrono>

namespace switchboard::websocket {

/// The limits and deadlines of every WebSocket.
struct settings {
  message_limits messages;
  outbox_limits outbox;

  /// So long may a client be silent before it is pinged.
  std::chrono::milliseconds heartbeat_ms{25'000};
  /// So long may it then take to show a sign of life.
  std::chrono::milliseconds pong_timeout_ms{10'000};
  /// So long is the client's side of a goodbye awaited.
  std::chrono::milliseconds close_timeout_ms{5'000};

  /// Frames of any kind, so pongs and small fragments too, that a client may send on the whole, and
  /// at once.
  double frames_per_s = 50;
  double frame_burst = 200;
  /// The same for the bytes of its messages.
  double bytes_per_s = 1024 * 1024;
  double byte_burst = 4 * 1024 * 1024;
  /// Messages dropped with a warning before the connection is closed. The count starts again when
  /// the client has kept quiet long enough to have its whole burst back.
  unsigned rate_warnings = 20;
};

} // namespace switchboard::websocket
