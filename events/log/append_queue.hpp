#pragma once

#include "events/log/event_log.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace switchboard {

/// An append on its way to the writer, its records already made.
struct queued_append {
  std::vector<envelope> events;
  std::vector<std::string> records;
  std::size_t record_bytes = 0;
  event_log::append_done done;
};

/// How much may wait for the disk, how much of it becomes durable together, and how much of that
/// is found in memory only.
struct append_limits {
  std::size_t max_queued_events = 65'536;
  std::size_t max_queued_bytes = 64 * 1024 * 1024;
  std::size_t max_events_per_commit = 2'048;
  /// How many the file's index by stream may be behind.
  std::size_t max_unindexed_events = 16'384;
};

/// What waits for the writer. It never grows beyond its limits: what does not fit is refused.
///
/// A commit costs the same for one append and for a hundred. Whoever comes alone is taken at once;
/// but when several have come during the last commit, the next waits until a millisecond after it
/// was begun, so that a busy server spends its time on appends and not on commits.
class append_queue {
public:
  explicit append_queue(append_limits limits) : limits_{limits} {}

  /// Nothing if it was taken in; else why not, and `append` is as it was.
  std::optional<std::string> push(queued_append& append);

  /// Waits for something, and for more when there is much; then takes as much as one commit may, in
  /// order. Empty once the queue is closed and nothing is left.
  std::vector<queued_append> take_group();

  /// From now on everything is refused; what was taken in still comes out.
  void close();

private:
  using clock = std::chrono::steady_clock;

  /// So many appends in one commit mean that the next has others to wait for.
  static constexpr std::size_t busy_appends = 8;
  static constexpr std::chrono::microseconds busy_commit_interval{1'000};

  bool is_full_commit() const { return queued_events_ >= limits_.max_events_per_commit; }

  const append_limits limits_;
  std::mutex mutex_;
  std::condition_variable is_not_idle_;
  std::deque<queued_append> queued_;
  std::size_t queued_events_ = 0;
  std::size_t queued_bytes_ = 0;
  bool is_closed_ = false;
  std::size_t last_group_size_ = 0;
  clock::time_point last_group_taken_;
};

} // namespace switchboard
