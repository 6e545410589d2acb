#pragma once

#include <chrono>
#include <csignal>

namespace switchboard::server {

/// SIGTERM and SIGINT, as something to wait for instead of something that strikes. To be made
/// before any other thread, so that all of them leave the signals to whoever waits.
class stop_signals {
public:
  stop_signals();

  /// Whether one came in this time.
  bool await(std::chrono::milliseconds limit_ms) const;

private:
  sigset_t awaited_;
};

} // namespace switchboard::server
