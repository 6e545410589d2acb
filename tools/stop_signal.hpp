#pragma once

#include <signal.h>

#include <chrono>

namespace switchboard::tools {

/// Ctrl-C and a polite request to go are waited for, rather than ending the process amid a line.
class stop_signal {
public:
  /// To be made before any thread, because threads inherit what is blocked.
  stop_signal() {
    ::sigemptyset(&awaited_);
    ::sigaddset(&awaited_, SIGINT);
    ::sigaddset(&awaited_, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &awaited_, nullptr);
  }

  void wait() const {
    int which = 0;
    ::sigwait(&awaited_, &which);
  }
  /// Whether one came in this time.
  bool wait_for(std::chrono::seconds limit_s) const {
    const timespec limit{limit_s.count(), 0};
    return ::sigtimedwait(&awaited_, nullptr, &limit) > 0;
  }

private:
  sigset_t awaited_;
};

} // namespace switchboard::tools
