#include "tests/simulation/log_audit.hpp"

#include "actors/request.hpp"
#include "events/codec.hpp"
#include "tests/simulation/broken.hpp"

namespace switchboard::simulation {

namespace {

std::string place_of(const envelope& entry) {
  return to_string(entry.stream) + " #" + std::to_string(entry.seq);
}

std::string key_of(const stream_id& stream, const std::string& actor,
                   const std::string& command_id) {
  return to_string(stream) + ' ' + actor + ' ' + command_id;
}

reactions reactions_to(const envelope& entry) {
  switch (entry.stream.kind) {
  case entity_kind::user:
    return user::rules::react(entry);
  case entity_kind::room:
    return room::rules::react(entry);
  case entity_kind::queue:
    return queue::rules::react(entry);
  }
  return {};
}

/// Reading is twenty times as dear as writing, so not every record is read back: which ones
/// follows from the number, and over many systems that is each type many times.
bool is_read_back(const recorded& accepted) { return accepted.position % 16 == 0; }

} // namespace

void log_audit::see(const recorded& accepted) {
  const auto& entry = accepted.entry;
  if (accepted.position != ++head_) throw broken{"the log skips a position"};
  auto& end = ends_[entry.stream];
  if (entry.seq != end.seq + 1) throw broken{place_of(entry) + " does not follow its stream"};
  if (entry.time < end.time) throw broken{place_of(entry) + " is older than what it follows"};
  see_command(entry, end);
  see_cause(entry);
  end = {entry.seq, entry.time, key_of(entry.stream, entry.actor, entry.command_id)};
  if (is_read_back(accepted)) {
    const auto written = encode(entry);
    if (encode(decode(written)) != written)
      throw broken{place_of(entry) + " does not read as it was written"};
  }
}

void log_audit::see_command(const envelope& entry, const stream_end& before) {
  if (entry.command_id.empty()) return;
  const auto key = key_of(entry.stream, entry.actor, entry.command_id);
  const auto [at, is_first] = runs_.try_emplace(key, command_run{entry.seq, entry.seq});
  if (!is_first && before.last_command != key)
    throw broken{place_of(entry) + " is of a command that had its events before"};
  at->second.last_seq = entry.seq;
}

void log_audit::see_cause(const envelope& entry) {
  for (const auto& each : reactions_to(entry))
    ++asked_by_event_[to_string(entry.id)][each.to];
  if (!parse_event_id(entry.causation_id)) return;
  const auto cause = asked_by_event_.find(entry.causation_id);
  if (cause == asked_by_event_.end() || !cause->second.contains(entry.stream))
    throw broken{place_of(entry) + " comes from an event that asked for nothing here"};
  auto& commands = commands_of_cause_[{entry.causation_id, entry.stream}];
  commands.insert(entry.command_id);
  if (commands.size() > cause->second.at(entry.stream))
    throw broken{place_of(entry) + " is the second outcome of one reaction"};
}

std::optional<command_run> log_audit::run_of(const stream_id& stream, const std::string& actor,
                                             const std::string& command_id) const {
  const auto found = runs_.find(key_of(stream, actor, command_id));
  return found == runs_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace switchboard::simulation
