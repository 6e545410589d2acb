#pragma once

#include "events/log/event_log.hpp"
#include "projections/watermark.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace switchboard::projections {

/// What a log goes on with, kept for one thread that takes it. Whoever falls behind makes the
/// log's follower wait, so there is never more than a bounded number of events in here.
///
/// A transaction costs by the pages that it touches, and a busy log touches the same ones again and
/// again. So news are gathered for a while after the last ones were taken, and longer on a busy
/// log, unless somebody waits for `mark` to come further.
class live_feed {
public:
  explicit live_feed(const watermark& mark) : mark_{mark} {}
  ~live_feed();
  live_feed(const live_feed&) = delete;
  live_feed& operator=(const live_feed&) = delete;

  void follow(event_log& log, std::uint64_t from_position);

  /// Waits until there is something and takes all of it. Nothing once it is closed.
  std::vector<accepted_batch> take();
  /// Somebody has begun to wait for the mark.
  void hurry();
  /// Ends the waiting, now and for ever.
  void close();

private:
  static constexpr std::size_t max_events = 32'768;
  static constexpr std::size_t enough_events = max_events / 2;
  static constexpr std::chrono::milliseconds gathering_time{100};
  /// A log is busy that comes to so many events in that time.
  static constexpr std::size_t busy_events = 512;
  static constexpr std::chrono::milliseconds busy_gathering_time{1'000};

  void gather(std::unique_lock<std::mutex>& lock, std::chrono::milliseconds time);
  void add(const accepted_batch& batch);

  const watermark& mark_;
  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::vector<accepted_batch> batches_;
  std::size_t event_count_ = 0;
  std::chrono::steady_clock::time_point taken_at_;
  /// A log in memory hands over the past within `follow`, on the very thread that would take it.
  bool may_wait_ = false;
  bool is_closed_ = false;
  std::unique_ptr<event_log::subscription> subscription_;
};

} // namespace switchboard::projections
