#pragma once

#include "events/log/kafka/replica.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace switchboard::kafka {

/// What has been read and is not decided yet: appends, in order, and how far the reading has come.
struct reading {
  std::vector<queued_append> group;
  reading_progress progress;
};

/// Decides and stores what has been read, and answers whoever waits for it, on a thread of its own,
/// so that the topic is read on meanwhile. What comes during one transaction goes into the next, up
/// to a limit: the more there is to do, the less a single event costs, but if all that is on its
/// way were answered at once, whoever waits for the answers and whoever answers would take turns.
class replica_writer {
public:
  /// `stored` is what the replica holds already.
  replica_writer(replica& into, const reading_progress& stored, report_line report);
  /// Stores what it was given. What the disk refuses by then is read again at the next start.
  ~replica_writer();
  replica_writer(const replica_writer&) = delete;
  replica_writer& operator=(const replica_writer&) = delete;

  /// Whether less waits than there may, or will within this time. Whoever reads asks before it
  /// reads on.
  bool wait_for_room(std::chrono::milliseconds timeout) const;
  void put(reading next);

  void wait_until_all_is_stored() const;
  /// Up to where each partition is stored.
  std::vector<std::int64_t> stored_offsets() const;

private:
  void write_until_closed();
  reading take();
  void write(reading& taken);
  void note_stored(const reading_progress& progress);
  bool wait_or_closed(std::chrono::milliseconds duration);

  replica& into_;
  const report_line report_;
  mutable std::mutex mutex_;
  mutable std::condition_variable is_changed_;
  std::deque<reading> waiting_;
  std::size_t waiting_appends_ = 0;
  bool is_writing_ = false;
  bool is_closed_ = false;
  std::vector<std::int64_t> stored_offsets_;
  std::thread thread_;
};

} // namespace switchboard::kafka
