#include "events/log/stream_index.hpp"

#include <limits>

namespace switchboard {

stream_index::stream_index(const sqlite::database& file, const std::vector<placed_event>& unindexed,
                           std::size_t max_recent_events)
    : max_recent_events_{max_recent_events},
      recent_{std::make_shared<recent_places>()},
      find_last_seq_{file, "SELECT max(seq) FROM places WHERE stream = ?"},
      add_places_{file, "places (stream, seq, position)", 3},
      note_indexed_{file, "UPDATE indexed SET position = ?"} {
  recent_->add(unindexed);
  round_.indexed = static_cast<std::uint64_t>(file.integer("SELECT position FROM indexed"));
  round_.last_position = round_.indexed;
  round_before_ = round_;
}

std::uint64_t stream_index::last_seq_of(std::int64_t stream_row) {
  if (const auto recent = recent_->last_seq_of(stream_row)) return *recent;
  find_last_seq_.bind(1, stream_row);
  sqlite::rows last{find_last_seq_};
  return last.next() ? static_cast<std::uint64_t>(last.integer(0)) : 0;
}

void stream_index::write_excess(std::uint64_t last_position) {
  const auto count = recent_->count() + added_.size();
  if (count > max_recent_events_) write(count - max_recent_events_, last_position);
}

void stream_index::write_all(std::uint64_t last_position) {
  round_.last_position = round_.indexed;
  write(std::numeric_limits<std::size_t>::max(), last_position);
}

void stream_index::write(std::size_t wanted, std::uint64_t last_position) {
  if (round_.last_position == round_.indexed) {
    if (last_position == round_.indexed) return;
    round_ = {0, last_position, round_.indexed};
  }
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
  round_.indexed = round_.last_position;
  note_indexed_.bind(1, sqlite::as_integer(round_.indexed)).run();
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
