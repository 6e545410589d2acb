#pragma once

#include "events/event.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchboard::audit {

/// The events of one command in one stream, which follow each other.
struct command_run {
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
};

/// What the audit sees: the log from its beginning, as it happened; all of it, but each stream in
/// its own order only, as a log comes out of Kafka; or some streams of it.
enum class extent : std::uint8_t { whole_log, whole_streams, some_streams };

/// An event whose cause is nowhere in the log.
struct uncaused_event {
  recorded event;
  std::string rule;
};

/// What holds for the records of any log, whatever they mean. Throws `broken`.
///
/// - Positions and numbers have no gap, and time does not go back within a stream.
/// - The events of a command follow each other, and a command has them once.
/// - An event's reactions lead to events once each, also after crashes.
/// - A record reads as it was written.
///
/// Commands and causes are remembered for 24 hours of the log's time, which is how long the server
/// promises to know a command again.
class log_audit {
public:
  explicit log_audit(extent seen = extent::whole_log) : extent_{seen} {}

  void see(const recorded& accepted);

  /// Once all has been seen: what still lacks its cause, where that may come later.
  std::vector<uncaused_event> uncaused() const;

  /// The events of this command in this stream; nothing if it led to none so far.
  std::optional<command_run> run_of(const stream_id& stream, const std::string& actor,
                                    const std::string& command_id) const;

private:
  /// Commands and streams are told apart by a hash: two that share one would cost a false alarm,
  /// and in a log of millions that does not happen.
  using hash = std::uint64_t;

  struct stream_end {
    std::uint64_t seq = 0;
    timestamp time;
    hash last_command = 0;
  };
  /// What an event asks of one stream: how often, and by which commands that led to events.
  struct asked {
    hash stream = 0;
    std::size_t count = 0;
    std::vector<hash> answered;
  };
  struct event_id_hash {
    std::size_t operator()(const event_id& id) const noexcept;
  };
  struct memory {
    timestamp at;
    event_id event;
    hash command = 0;
  };

  void see_command(const envelope& entry, hash command, const stream_end& before);
  void see_cause(const recorded& accepted, hash command);
  void see_early_outcomes(const event_id& cause);
  void answer(const event_id& cause, const envelope& entry, hash command);
  void remember(const envelope& entry, hash command);
  void forget_older_than(timestamp limit);

  const extent extent_;
  std::uint64_t head_ = 0;
  timestamp forgotten_before_;
  std::unordered_map<stream_id, stream_end> ends_;
  std::unordered_map<hash, command_run> runs_;
  std::unordered_map<event_id, std::vector<asked>, event_id_hash> asked_by_event_;
  /// Outcomes of reactions to events that have not been seen yet.
  std::unordered_map<event_id, std::vector<recorded>, event_id_hash> early_outcomes_;
  /// In the order of the log.
  std::deque<memory> memories_;
};

} // namespace switchboard::audit
