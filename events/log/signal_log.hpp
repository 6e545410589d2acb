#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <string>

namespace switchboard {

/// An offer, answer or candidate that was handed from device to device in a call. It holds
/// addresses of people, so it is never an event.
struct kept_signal {
  call_id call;
  user_id from;
  std::string type;
  /// JSON, as the client sent it.
  std::string data;
  timestamp time;
};

/// Keeps signals for a short time, for those who look into calls that did not connect. Nobody waits
/// for it: what cannot be kept is lost.
class signal_log {
public:
  virtual ~signal_log() = default;
  virtual void keep(const kept_signal& one) = 0;
};

} // namespace switchboard
