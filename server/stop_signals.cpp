#include "server/stop_signals.hpp"

#include <ctime>

namespace switchboard::server {

stop_signals::stop_signals() {
  sigemptyset(&awaited_);
  sigaddset(&awaited_, SIGTERM);
  sigaddset(&awaited_, SIGINT);
  pthread_sigmask(SIG_BLOCK, &awaited_, nullptr);
  // Writing to a socket whose peer is gone is an error to handle, and not the end of the process.
  std::signal(SIGPIPE, SIG_IGN);
}

bool stop_signals::await(std::chrono::milliseconds limit_ms) const {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(limit_ms);
  const auto rest = std::chrono::duration_cast<std::chrono::nanoseconds>(limit_ms - seconds);
  const timespec limit{seconds.count(), rest.count()};
  return sigtimedwait(&awaited_, nullptr, &limit) > 0;
}

} // namespace switchboard::server
