#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace switchboard::tools {

/// A part of a log that is played to whoever connects, as a client of somebody's would have got it.
struct performance {
  /// Both positions are part of it.
  std::uint64_t first_position = 1;
  std::uint64_t last_position = 0;
  timestamp begins_at;
  user_id as;
  /// How many times as fast as it happened; 0 for without a pause.
  double speed = 1;
  /// On this machine; 0 takes any that is free.
  std::uint16_t port = 0;
  /// Is told where to connect, as soon as one can.
  std::function<void(const std::string& url)> on_open;
  /// Returns when it is to end.
  std::function<void()> await_end;
};

/// Puts a performance on. Throws what can be told in one line. Sockets are not the tools' business,
/// so it is given to them.
using put_on = std::function<void(const event_log&, const performance&)>;

} // namespace switchboard::tools
