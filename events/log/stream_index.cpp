#include "events/log/stream_index.hpp"

#include <limits>

namespace switchboard {

stream_index::stream_index(const sqlite::database& file, std::size_t max_recent_events)
    : max_recent_events_{max_recent_events},
      recent_{std::make_shared<recent_places>()},
      find_last_seq_{file, "SELECT max(seq) FROM places WHERE stream = ?"},
      add_places_{file, "places (stream, seq, position)", 3},
      note_indexed_{file, "UPDATE indexed SET position = ?"} {
  sqlite::statement find{file, "SELECT stream, seq, position FROM unindexed ORDER BY position"};
  std::vector<placed_event> found;
  for (sqlite::rows row{find}; row.next();)
    found.push_back({row.integer(0), static_cast<std::uint64_t>(row.integer(1)),
                     static_cast<std::uint64_t>(row.integer(2))});
  recent_->add(found);
  round_.last_position = static_cast<std::uint64_t>(file.integer("SELECT position FROM indexed"));
  round_before_ = round_;
}

std::uint64_t stream_index::last_seq_of(std::int64_t stream_row) {
  if (const auto recent = recent_->last_seq_of(stream_row)) return *recent;
  find_last_seq_.bind(1, stream_row);
  sqlite::rows last{find_last_seq_};
  return last.next() ? static_cast<std::uint64_t>(last.integer(0)) : 0;
}

void stream_index::write_excess(std::uint64_t head) {
  const auto count = recent_->count() + added_.size();
  if (count > max_recent_events_) write(count - max_recent_events_, head);
}

void stream_index::write_all(std::uint64_t head) {
  round_ = {0, head};
  write(std::numeric_limits<std::size_t>::max(), head);
}

void stream_index::write(std::size_t wanted, std::uint64_t head) {
  written_ = recent_->oldest(wanted, round_.stream_row, round_.last_position);
  add_places_.insert<placed_event>(written_,
                                   [](sqlite::statement& to, int first, const placed_event& each) {
                                     to.bind(first, each.stream_row)
                                         .bind(first + 1, static_cast<std::int64_t>(each.seq))
                                         .bind(first + 2, static_cast<std::int64_t>(each.position));
                                   });
  if (written_.size() >= wanted) {
    round_.stream_row = written_.back().stream_row;
    return;
  }
  note_indexed_.bind(1, static_cast<std::int64_t>(round_.last_position)).run();
  round_ = {0, head};
}

void stream_index::settle() {
  recent_->add(added_);
  recent_->forget(written_);
  added_.clear();
  written_.clear();
  round_before_ = round_;
}

void stream_index::roll_back() noexcept {
  added_.clear();
  written_.clear();
  round_ = round_before_;
}

} // namespace switchboard
