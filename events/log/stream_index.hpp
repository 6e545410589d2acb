#pragma once

#include "events/log/bulk_insert.hpp"
#include "events/log/recent_places.hpp"
#include "events/log/sqlite.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace switchboard {

/// The file's index of events by their stream, for the one thread that writes.
///
/// Nearly every event of a busy log is of another stream than the one before, so an index that is
/// kept up with each commit rewrites a page for nearly every event. This one is behind: what is not
/// in it yet is in memory, and each commit carries over the streams whose turn it is, with all that
/// has gathered of them, as many as keep the memory within its limit. After a crash what was in
/// memory is read from the events.
class stream_index {
public:
  /// `unindexed` are the events that the file's index does not have.
  stream_index(const sqlite::database& file, const std::vector<placed_event>& unindexed,
               std::size_t max_recent_events);

  std::shared_ptr<const recent_places> recent() const { return recent_; }
  /// 0 if the stream has no event.
  std::uint64_t last_seq_of(std::int64_t stream_row);

  // --- Within a transaction ----------------------------------------------------------------------

  void add(const placed_event& event) { added_.push_back(event); }
  /// Writes what is too much for the memory, once all events of the transaction are added, and
  /// nothing of what is behind `last_position`, which was there before it.
  void write_excess(std::uint64_t last_position);
  /// Writes everything up to there.
  void write_all(std::uint64_t last_position);

  // --- Behind it ---------------------------------------------------------------------------------

  void settle();
  void roll_back() noexcept;

private:
  void write(std::size_t wanted, std::uint64_t last_position);

  const std::size_t max_recent_events_;
  const std::shared_ptr<recent_places> recent_;
  sqlite::statement find_last_seq_;
  sqlite::bulk_insert add_places_;
  sqlite::statement note_indexed_;

  /// What this transaction adds to the log, and what it carries over into the file.
  std::vector<placed_event> added_;
  std::vector<placed_event> written_;

  /// A round through all streams: where it is, and up to where it carries events over. When it
  /// ends, all up to there are in the file.
  struct round {
    std::int64_t stream_row = 0;
    std::uint64_t last_position = 0;
    std::uint64_t indexed = 0;
  };
  round round_;
  round round_before_;
};

} // namespace switchboard
