#include "events/log/found_places.hpp"

namespace switchboard {

std::vector<placed_event> found_places::of(const sqlite::database& file, event_reader& events,
                                           std::int64_t stream_row, std::uint64_t from_seq) {
  const std::lock_guard lock{mutex_};
  look(file, events);
  return found_.of(stream_row, from_seq);
}

/// Each event is looked at once or twice: what was found is forgotten when the index has come
/// further, which it does in steps.
void found_places::look(const sqlite::database& file, event_reader& events) {
  const auto indexed = static_cast<std::uint64_t>(file.integer("SELECT position FROM indexed"));
  if (indexed != indexed_) {
    found_.clear();
    indexed_ = last_looked_at_ = indexed;
  }
  const auto found = events.places_behind(last_looked_at_);
  if (!found.empty()) last_looked_at_ = found.back().position;
  found_.add(found);
}

} // namespace switchboard
