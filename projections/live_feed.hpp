#pragma once

#include "events/log/event_log.hpp"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace switchboard::projections {

/// What a log goes on with, kept for one thread that takes it. Whoever falls behind makes the
/// log's follower wait, so there is never more than a bounded number of events in here.
class live_feed {
public:
  live_feed() = default;
  ~live_feed();
  live_feed(const live_feed&) = delete;
  live_feed& operator=(const live_feed&) = delete;

  void follow(event_log& log, std::uint64_t from_position);

  /// Waits until there is something and takes all of it. Nothing once it is closed.
  std::vector<accepted_batch> take();
  /// Ends the waiting, now and for ever.
  void close();

private:
  static constexpr std::size_t max_events = 16'384;

  void add(const accepted_batch& batch);

  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::vector<accepted_batch> batches_;
  std::size_t event_count_ = 0;
  /// A log in memory hands over the past within `follow`, on the very thread that would take it.
  bool may_wait_ = false;
  bool is_closed_ = false;
  std::unique_ptr<event_log::subscription> subscription_;
};

} // namespace switchboard::projections
