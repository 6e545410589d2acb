#include "transport/gateway/overview_watch.hpp"

#include "threads/guard.hpp"
#include "transport/gateway/encode.hpp"
#include "transport/gateway/server_frames.hpp"

#include <utility>

namespace switchboard {

overview_watch::overview_watch(look at, std::chrono::milliseconds interval)
    : look_{std::move(at)}, interval_{interval}, thread_{[this] { run(); }} {}

overview_watch::~overview_watch() { stop(); }

void overview_watch::watch(const socket& to) {
  {
    const std::lock_guard lock{mutex_};
    watchers_.insert(to);
    newcomers_.insert(to);
  }
  is_changed_.notify_all();
}

void overview_watch::forget(const socket& gone) {
  const std::lock_guard lock{mutex_};
  watchers_.erase(gone);
  newcomers_.erase(gone);
}

void overview_watch::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopped_ = true;
  }
  is_changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

/// Whoever comes between two looks is told what was seen at the last one, so that nobody makes the
/// others be told more often.
void overview_watch::run() {
  auto next_look = std::chrono::steady_clock::now();
  for (std::unique_lock lock{mutex_};;) {
    is_changed_.wait(lock, [&] { return is_stopped_ || !watchers_.empty(); });
    is_changed_.wait_until(lock, next_look, [&] { return is_stopped_ || !newcomers_.empty(); });
    if (is_stopped_) return;
    if (std::chrono::steady_clock::now() >= next_look) {
      look_around(lock);
      next_look = std::chrono::steady_clock::now() + interval_;
    }
    if (last_told_) tell(newcomers_);
    newcomers_.clear();
  }
}

void overview_watch::look_around(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  auto seen = frame_now();
  lock.lock();
  if (!seen || (last_told_ && *last_told_->bytes == *seen->bytes)) return;
  last_told_ = std::move(seen);
  tell(watchers_);
  newcomers_.clear();
}

void overview_watch::tell(const std::set<socket>& whom) const {
  for (const auto& each : whom)
    threads::guarded("overview", [&] { each->send(*last_told_); });
}

/// What cannot be read at the moment may be readable at the next one.
std::optional<websocket::frame> overview_watch::frame_now() const {
  std::optional<websocket::frame> made;
  threads::guarded("overview", [&] { made = encode(says::overview{look_()}); });
  return made;
}

} // namespace switchboard
