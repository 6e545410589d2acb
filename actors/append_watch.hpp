#pragma once

#include "actors/interfaces.hpp"
#include "events/time.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <utility>

namespace switchboard {

/// Sees to it that nobody waits for the log without end: knows every append in flight, and tells
/// its entity when one takes too long. One watch for all, because a timer of its own for each
/// append would cost more than the append.
class append_watch {
public:
  explicit append_watch(std::int64_t timeout_ms) : timeout_ms_{timeout_ms} {}

  /// Begins to watch an append and gives it its number; true if whoever looks at the clock would
  /// look too late and must be told.
  std::pair<std::uint64_t, bool> begin(entity_actor entity, timestamp now);
  void end(std::uint64_t append);

  /// When to look at the clock next: at `latest`, or when the first append is due.
  timestamp plan_look(timestamp latest);
  /// Tells the entities whose appends are overdue, once each.
  void tell_overdue(timestamp now);

private:
  struct watched {
    entity_actor entity;
    timestamp due;
  };

  const std::int64_t timeout_ms_;
  std::mutex mutex_;
  std::uint64_t last_number_ = 0;
  /// Nothing is planned yet.
  timestamp next_look_{std::numeric_limits<std::int64_t>::max()};
  /// By number, and so by time as well: all appends get the same time.
  std::map<std::uint64_t, watched> watched_;
};

} // namespace switchboard
