#include "events/log/found_places.hpp"

namespace switchboard {

std::vector<placed_event> found_places::of(const sqlite::database& file, std::int64_t stream_row,
                                           std::uint64_t from_seq) {
  const std::lock_guard lock{mutex_};
  look(file);
  return found_.of(stream_row, from_seq);
}

/// Each event is looked at once or twice: what was found is forgotten when the index has come
/// further, which it does in steps.
void found_places::look(const sqlite::database& file) {
  if (const auto indexed = file.integer("SELECT position FROM indexed"); indexed != indexed_) {
    found_.clear();
    indexed_ = last_looked_at_ = indexed;
  }
  sqlite::statement find{file, "SELECT stream, seq, position FROM events WHERE position > ? "
                               "ORDER BY position"};
  find.bind(1, last_looked_at_);
  std::vector<placed_event> found;
  for (sqlite::rows row{find}; row.next();) {
    last_looked_at_ = row.integer(2);
    found.push_back({row.integer(0), static_cast<std::uint64_t>(row.integer(1)),
                     static_cast<std::uint64_t>(last_looked_at_)});
  }
  found_.add(found);
}

} // namespace switchboard
