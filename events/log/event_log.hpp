#pragma once

#include "events/log/accepted_batch.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace switchboard {

/// The events are durable, in order, in the log; the first one is at this position, the others
/// follow it.
struct append_accepted {
  std::uint64_t first_position = 0;
};

/// Somebody else wrote to the stream: it ends at `last_seq` now. Nothing of this append is in the
/// log.
struct append_conflict {
  std::uint64_t last_seq = 0;
};

/// The log could not take it. If `may_be_stored`, whether it did is not known yet: read the stream
/// before deciding anything on it. The reason is one line for a person.
struct append_failed {
  std::string reason;
  bool may_be_stored = false;
};

using append_result = std::variant<append_accepted, append_conflict, append_failed>;

/// The log cannot be opened or read: names the file and what to do about it.
class log_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The log as everything above it sees it.
///
/// - The log is one sequence of events, at positions 1, 2, 3 … without a gap. Each event is also
///   the `seq`-th of its stream, 1, 2, 3 … without a gap.
/// - `append` takes events of one stream whose numbers follow each other. They are accepted iff the
///   first number is the next of the stream, all or none of them. `done` is called exactly once, on
///   a thread of the log's own choice, after the events are durable if they were accepted. Appends
///   are decided in the order in which they came; `append` itself never blocks on the disk.
/// - What was accepted is never changed, moved or lost, also by a crash right after `done`.
/// - `read_stream` and `read_all` give accepted events only, in order, from any thread; a range
///   past the end is empty.
///   They see everything whose `done` has been called.
/// - `follow` hands over everything from a position on, past and future, each event once, in order,
///   until the subscription goes. A slow follower delays nobody else: it is read to from the log
///   again rather than kept in memory for.
/// - What cannot be read because it was damaged is a `log_error`, never skipped.
class event_log {
public:
  using append_done = std::function<void(append_result)>;
  using batch_sink = std::function<void(const accepted_batch&)>;

  /// Ends the following when it goes; the sink is not called any more after its destructor.
  class subscription {
  public:
    virtual ~subscription() = default;
  };

  virtual ~event_log() = default;

  virtual void append(std::vector<envelope> events, append_done done) = 0;

  virtual std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                            std::size_t limit) const = 0;

  virtual std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const = 0;

  /// The number of the last event of the stream that is at this position or before; 0 if none is.
  virtual std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const = 0;

  /// The position of the last accepted event; 0 in an empty log.
  virtual std::uint64_t head() const = 0;

  virtual std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) = 0;
};

} // namespace switchboard
