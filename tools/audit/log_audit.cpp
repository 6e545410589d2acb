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
constexpr auto uncaused_words = " comes from an event that asked for nothing here";

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
  if (extent_ != extent::some_streams && accepted.position != ++head_) {
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
  see_cause(accepted, command);
  see_early_outcomes(entry.id);
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
    early_outcomes_.erase(memories_.front().event);
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

void log_audit::see_cause(const recorded& accepted, hash command) {
  const auto& entry = accepted.entry;
  // A client may name its commands like events; then the command is its own cause.
  if (entry.causation_id == entry.command_id) return;
  const auto cause = parse_event_id(entry.causation_id);
  if (!cause || time_in(*cause) < forgotten_before_) return;
  const auto is_seen = asked_by_event_.contains(*cause);
  if (!is_seen && extent_ == extent::some_streams) return;
  if (is_seen || extent_ == extent::whole_log) return answer(*cause, entry, command);
  early_outcomes_[*cause].push_back(accepted);
  memories_.push_back({entry.time, *cause, command});
}

void log_audit::see_early_outcomes(const event_id& cause) {
  const auto early = early_outcomes_.extract(cause);
  if (early.empty()) return;
  for (const auto& [position, entry] : early.mapped())
    answer(cause, entry, hash_of(entry.stream, entry.actor, entry.command_id));
}

void log_audit::answer(const event_id& cause, const envelope& entry, hash command) {
  asked* asks = nullptr;
  if (const auto found = asked_by_event_.find(cause); found != asked_by_event_.end())
    for (auto& each : found->second)
      if (each.stream == hash_of(entry.stream)) asks = &each;
  if (asks == nullptr) throw broken{place_of(entry) + uncaused_words};
  if (std::ranges::find(asks->answered, command) == asks->answered.end())
    asks->answered.push_back(command);
  if (asks->answered.size() > asks->count)
    throw broken{place_of(entry) + " is the second outcome of one reaction"};
}

std::vector<uncaused_event> log_audit::uncaused() const {
  std::vector<uncaused_event> all;
  for (const auto& [cause, outcomes] : early_outcomes_)
    for (const auto& each : outcomes)
      if (time_in(cause) >= forgotten_before_)
        all.push_back({each, place_of(each.entry) + uncaused_words});
  std::ranges::sort(all, {}, [](const uncaused_event& each) { return each.event.position; });
  return all;
}

std::optional<command_run> log_audit::run_of(const stream_id& stream, const std::string& actor,
                                             const std::string& command_id) const {
  const auto found = runs_.find(hash_of(stream, actor, command_id));
  return found == runs_.end() ? std::nullopt : std::optional{found->second};
}

} // namespace switchboard::audit
