#include "tools/audit/log_audit.hpp"

#include "actors/request.hpp"
#include "events/codec.hpp"
#include "tools/audit/broken.hpp"

#include <algorithm>
#include <cstring>
#include <functional>

namespace switchboard::audit {

namespace {

constexpr std::int64_t memory_ms = 24 * 3'600'000LL;

std::string place_of(const envelope& entry) {
  return to_string(entry.stream) + " #" + std::to_string(entry.seq);
}

std::uint64_t hash_of(const stream_id& stream) { return std::hash<stream_id>{}(stream); }

std::uint64_t hash_of(const stream_id& stream, const std::string& actor,
                      const std::string& command_id) {
  return std::hash<std::string>{}(to_string(stream) + ' ' + actor + ' ' + command_id);
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

/// The first 48 bits of an event's id are its time.
timestamp time_in(const event_id& id) {
  timestamp made;
  for (std::size_t i = 0; i < 6; ++i)
    made.ms = made.ms << 8 | id.bytes[i];
  return made;
}

/// Reading is twenty times as dear as writing, so not every record is read back: which ones
/// follows from the number, and over many systems that is each type many times.
bool is_read_back(const recorded& accepted) { return accepted.position % 16 == 0; }

} // namespace

std::size_t log_audit::event_id_hash::operator()(const event_id& id) const noexcept {
  std::size_t random = 0;
  std::memcpy(&random, id.bytes.data() + id.bytes.size() - sizeof random, sizeof random);
  return random ^ static_cast<std::size_t>(time_in(id).ms);
}

void log_audit::see(const recorded& accepted) {
  const auto& entry = accepted.entry;
  if (extent_ == extent::whole_log && accepted.position != ++head_) {
    head_ = accepted.position;
    throw broken{"the log skips a position"};
  }
  auto& end = ends_[entry.stream];
  const auto before = end;
  const auto command = hash_of(entry.stream, entry.actor, entry.command_id);
  end = {entry.seq, entry.time, command};
  forget_older_than(entry.time + -memory_ms);
  remember(entry, command);
  if (entry.seq != before.seq + 1) throw broken{place_of(entry) + " does not follow its stream"};
  if (entry.time < before.time) throw broken{place_of(entry) + " is older than what it follows"};
  see_command(entry, command, before);
  see_cause(entry, command);
  if (is_read_back(accepted)) {
    const auto written = encode(entry);
    if (encode(decode(written)) != written)
      throw broken{place_of(entry) + " does not read as it was written"};
  }
}

/// What the event asks is noted before anything is thrown, so that one that is wrong does not make
/// those wrong that follow from it.
void log_audit::remember(const envelope& entry, hash command) {
  auto& asks = asked_by_event_[entry.id];
  for (const auto& each : reactions_to(entry)) {
    const auto stream = hash_of(each.to);
    const auto known = std::ranges::find(asks, stream, &asked::stream);
    if (known == asks.end())
      asks.push_back({stream, 1, {}});
    else
      ++known->count;
  }
  if (asks.empty()) asked_by_event_.erase(entry.id);
  memories_.push_back({entry.time, entry.id, command});
}

void log_audit::forget_older_than(timestamp limit) {
  if (limit > forgotten_before_) forgotten_before_ = limit;
  for (; !memories_.empty() && memories_.front().at < limit; memories_.pop_front()) {
    asked_by_event_.erase(memories_.front().event);
    runs_.erase(memories_.front().command);
  }
}

void log_audit::see_command(const envelope& entry, hash command, const stream_end& before) {
  if (entry.command_id.empty()) return;
  const auto [at, is_first] = runs_.try_emplace(command, command_run{entry.seq, entry.seq});
  if (!is_first && before.last_command != command)
    throw broken{place_of(entry) + " is of a command that had its events before"};
  at->second.last_seq = entry.seq;
}

void log_audit::see_cause(const envelope& entry, hash command) {
  // A client may name its commands like events; then the command is its own cause.
  if (entry.causation_id == entry.command_id) return;
  const auto cause_id = parse_event_id(entry.causation_id);
  if (!cause_id || time_in(*cause_id) < forgotten_before_) return;
  const auto cause = asked_by_event_.find(*cause_id);
  if (cause == asked_by_event_.end() && extent_ == extent::some_streams) return;
  asked* asks = nullptr;
  if (cause != asked_by_event_.end())
    for (auto& each : cause->second)
      if (each.stream == hash_of(entry.stream)) asks = &each;
  if (asks == nullptr)
    throw broken{place_of(entry) + " comes from an event that asked for nothing here"};
  if (std::ranges::find(asks->answered, command) == asks->answered.end())
    asks->answered.push_back(command);
  if (asks->answered.size() > asks->count)
    throw broken{place_of(entry) + " is the second outcome of one reaction"};
}

std::optional<command_run> log_audit::run_of(const stream_id& stream, const std::string& actor,
                                             const std::string& command_id) const {
  const auto found = runs_.find(hash_of(stream, actor, command_id));
  return found == runs_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace switchboard::audit
