#pragma once

#include "events/log/event_reader.hpp"
#include "events/log/recent_places.hpp"
#include "events/log/sqlite.hpp"

#include <cstdint>
#include <mutex>
#include <vector>

namespace switchboard {

/// What the index of a file does not say yet, found by reading the events that it is behind: for
/// whoever reads a log that another process writes. Any thread may ask.
class found_places {
public:
  /// The events of a stream from a number on, in order; among them may be some that the index has
  /// got meanwhile.
  std::vector<placed_event> of(const sqlite::database& file, event_reader& events,
                               std::int64_t stream_row, std::uint64_t from_seq);

private:
  void look(const sqlite::database& file, event_reader& events);

  std::mutex mutex_;
  recent_places found_;
  std::uint64_t indexed_ = 0;
  std::uint64_t last_looked_at_ = 0;
};

} // namespace switchboard
