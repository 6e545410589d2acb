#pragma once

#include "events/log/append_queue.hpp"
#include "events/log/bulk_insert.hpp"
#include "events/log/checkpointer.hpp"
#include "events/log/data_folder.hpp"
#include "events/log/event_writer.hpp"
#include "events/log/high_water_mark.hpp"
#include "events/log/log_file.hpp"
#include "events/log/sqlite.hpp"
#include "events/log/stream_heads.hpp"
#include "events/log/stream_index.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard {

/// What became of a group of appends.
struct group_outcome {
  /// Why nothing of it is in the file; empty if it is.
  std::string failure;
  /// One for each append, in order.
  std::vector<append_result> results;
  /// The events of all that were accepted; null if none was.
  accepted_batch accepted;
  std::size_t accepted_bytes = 0;
};

/// The one connection that writes: decides a group of appends and commits what is accepted of it in
/// one transaction. Only one thread may use it.
class log_writer {
public:
  log_writer(const data_folder& folder, log_file::purpose of, const append_limits& limits = {});
  /// Brings the file's index up to date; what the disk refuses of that is done at the next start.
  ~log_writer();
  log_writer(const log_writer&) = delete;
  log_writer& operator=(const log_writer&) = delete;

  /// For what a log keeps beside its events, on the thread that commits.
  const sqlite::database& file() const { return file_; }
  std::uint64_t head() const { return head_; }
  /// What of the index is not in the file.
  std::shared_ptr<const recent_places> recent() const { return index_.recent(); }

  /// A conflict concerns its own append only; a failure of the file concerns the whole group. The
  /// accepted events are moved out of `group`. What `beside` writes belongs to the same
  /// transaction; a copy keeps the note with it.
  group_outcome commit(std::vector<queued_append>& group, std::string_view note = {},
                       const std::function<void()>& beside = nullptr);
  /// What is better done when nobody waits for the outcome any more.
  void tidy_up();

private:
  /// What a transaction adds. It is written when all of it is known, because rows in bulk cost
  /// half.
  struct additions {
    struct stream {
      std::int64_t row = 0;
      std::string name;
    };
    std::vector<stream> streams;
    std::vector<stored_event> events;
  };

  append_result decide(const queued_append& append, additions& to);
  stream_head& head_of(const stream_id& stream);
  void insert(const additions& added);
  void roll_back() noexcept;

  sqlite::database file_;
  const std::unique_ptr<event_writer> events_;
  /// None for a copy: what is missing there is read again.
  std::optional<high_water_mark> mark_;
  sqlite::statement begin_{file_, "BEGIN IMMEDIATE"};
  sqlite::statement commit_{file_, "COMMIT"};
  sqlite::statement find_stream_{file_, "SELECT stream FROM streams WHERE name = ?"};
  sqlite::bulk_insert add_streams_{file_, "streams (stream, name)", 2};
  stream_index index_;
  checkpointer checkpoints_;
  stream_heads heads_;
  /// The last position and the last row of a stream that are committed, and the last of each that
  /// this transaction gave away.
  std::uint64_t head_ = 0;
  std::uint64_t last_position_ = 0;
  std::int64_t kept_stream_row_ = 0;
  std::int64_t last_stream_row_ = 0;
};

} // namespace switchboard
