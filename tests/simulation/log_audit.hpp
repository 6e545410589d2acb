#pragma once

#include "events/event.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

namespace switchboard::simulation {

/// The events of one command in one stream, which follow each other.
struct command_run {
  std::uint64_t first_seq = 0;
  std::uint64_t last_seq = 0;
};

/// What holds for the records of any log, whatever they mean. Throws `broken`.
///
/// - Positions and numbers have no gap, and time does not go back within a stream.
/// - The events of a command follow each other, and a command has them once.
/// - An event's reactions lead to events once each, also after crashes.
/// - A record reads as it was written.
class log_audit {
public:
  void see(const recorded& accepted);

  /// The events of this command in this stream; nothing if it led to none so far.
  std::optional<command_run> run_of(const stream_id& stream, const std::string& actor,
                                    const std::string& command_id) const;

private:
  struct stream_end {
    std::uint64_t seq = 0;
    timestamp time;
    std::string last_command;
  };

  void see_command(const envelope& entry, const stream_end& before);
  void see_cause(const envelope& entry);

  std::uint64_t head_ = 0;
  std::unordered_map<stream_id, stream_end> ends_;
  std::unordered_map<std::string, command_run> runs_;
  /// Which streams an event asks something of, and how often.
  std::unordered_map<std::string, std::map<stream_id, std::size_t>> asked_by_event_;
  /// The commands by which an event led to others in a stream.
  std::map<std::pair<std::string, stream_id>, std::set<std::string>> commands_of_cause_;
};

} // namespace switchboard::simulation
