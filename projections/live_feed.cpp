#include "projections/live_feed.hpp"

#include <utility>

namespace switchboard::projections {

live_feed::~live_feed() { close(); }

void live_feed::follow(event_log& log, std::uint64_t from_position) {
  subscription_ = log.follow(from_position, [this](const accepted_batch& batch) { add(batch); });
  const std::lock_guard lock{mutex_};
  may_wait_ = true;
}

std::vector<accepted_batch> live_feed::take() {
  std::vector<accepted_batch> taken;
  {
    std::unique_lock lock{mutex_};
    is_changed_.wait(lock, [&] { return is_closed_ || !batches_.empty(); });
    gather(lock, gathering_time);
    if (event_count_ >= busy_events) gather(lock, busy_gathering_time);
    if (is_closed_) return {};
    taken = std::exchange(batches_, {});
    event_count_ = 0;
    taken_at_ = std::chrono::steady_clock::now();
  }
  is_changed_.notify_all();
  return taken;
}

void live_feed::gather(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time) {
  is_changed_.wait_until(lock, taken_at_ + time, [&] {
    return is_closed_ || mark_.is_awaited() || event_count_ >= enough_events;
  });
}

void live_feed::hurry() {
  { const std::lock_guard lock{mutex_}; } // Whoever gathers has either looked after this or sleeps.
  is_changed_.notify_all();
}

void live_feed::close() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_changed_.notify_all();
}

void live_feed::add(const accepted_batch& batch) {
  {
    std::unique_lock lock{mutex_};
    is_changed_.wait(lock, [&] { return is_closed_ || !may_wait_ || event_count_ < max_events; });
    if (is_closed_) return;
    const bool was_empty = batches_.empty();
    batches_.push_back(batch);
    event_count_ += batch->size();
    // In between nobody would do anything but look and wait on.
    if (!was_empty && event_count_ < enough_events) return;
  }
  is_changed_.notify_all();
}

} // namespace switchboard::projections
