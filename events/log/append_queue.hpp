#pragma once

#include "events/log/event_log.hpp"

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
class append_queue {
public:
  explicit append_queue(append_limits limits) : limits_{limits} {}

  /// Nothing if it was taken in; else why not, and `append` is as it was.
  std::optional<std::string> push(queued_append& append);

  /// Waits for something; then as much as one commit may take, in order. Empty once the queue is
  /// closed and nothing is left.
  std::vector<queued_append> take_group();

  /// From now on everything is refused; what was taken in still comes out.
  void close();

private:
  const append_limits limits_;
  std::mutex mutex_;
  std::condition_variable is_not_idle_;
  std::deque<queued_append> queued_;
  std::size_t queued_events_ = 0;
  std::size_t queued_bytes_ = 0;
  bool is_closed_ = false;
};

} // namespace switchboard
