#include "tools/bundle/redactor.hpp"

#include "actors/reaction_id.hpp"
#include "events/codec.hpp"
#include "tools/call/story.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace switchboard::tools {

namespace {

/// What people typed, or what tells where they are.
constexpr std::array<std::string_view, 15> words_of_people = {
    "name",   "customer_name", "agent_name",  "full_name",   "content",
    "text",   "note",          "uuid",        "device",      "node",
    "skills", "email",         "incarnation", "customer_id", "passkey_id"};
/// Any JSON: what a client attached.
constexpr std::array<std::string_view, 3> attachments = {"extra_data", "signals", "metrics"};
/// Lists of sides, of which some may not be part of the slice.
constexpr std::array<std::string_view, 2> lists_of_agents = {"agent_call_ids",
                                                             "other_agent_call_ids"};
constexpr std::array<std::string_view, 26> ids = {
    "call_id",          "calls",         "room_id",       "message_id",
    "user_id",          "caller_id",     "targets",       "members",
    "sender_id",        "receiver_id",   "concerned",     "ended_by",
    "offer_id",         "session_id",    "connection_id", "caller_connection_id",
    "customer_call_id", "agent_call_id", "reporter_id",   "subject_user_id",
    "speaker",          "barred_by",     "unbarred_by",   "settled_by",
    "report_id",        "user_ids"};

template <std::size_t Size>
bool is_one_of(const std::array<std::string_view, Size>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

/// Whether `reason` is what somebody typed, and not one of our words.
bool has_typed_reason(std::string_view type) {
  return type == room::call_rejected::type || type == user::banned::type
         || type == user::report_made::type;
}

} // namespace

redactor::redactor(const std::vector<recorded>& slice) : slice_{slice} {
  std::map<stream_id, std::uint64_t> ends;
  std::set<std::string> people;
  for (const auto& each : slice) {
    const auto& entry = each.entry;
    seqs_[{entry.stream, entry.seq}] = ++ends[entry.stream];
    event_ids_.insert(to_string(entry.id));
    if (entry.stream.kind == entity_kind::user) people.insert(entry.stream.key);
    if (const auto* waiting = as<queue::customer_waiting>(each))
      sides_.insert(waiting->call_id.value);
    if (const auto* ready = as<queue::agent_ready>(each)) sides_.insert(ready->call_id.value);
  }
  for (const auto& each : people)
    person(each);
}

std::vector<envelope> redactor::redacted() {
  std::vector<envelope> all;
  for (const auto& each : slice_)
    all.push_back(redacted(each.entry));
  return all;
}

envelope redactor::redacted(const envelope& entry) {
  auto record = json::parse(encode(entry));
  redact(record["data"], type_of(entry.body));
  const bool is_inside = event_ids_.contains(entry.causation_id);
  const auto by = command(entry);
  record["stream"] = to_string(stream(entry.stream));
  record["seq"] = seq_in(entry.stream, entry.seq);
  record["actor"] = actor(entry.actor);
  record["command_id"] = by;
  // It is of words that others are not to guess.
  record.erase("fingerprint");
  record["causation_id"] = is_inside ? entry.causation_id : by;
  record["correlation_id"] =
      room_of(entry.correlation_id) ? id("call_id", entry.correlation_id) : by;
  return decode(record.dump());
}

void redactor::redact(json::value& data, std::string_view type) {
  for (const auto& [name, value] : data.items())
    redact_field(name, value, type);
}

void redactor::redact_field(std::string_view name, json::value& value, std::string_view type) {
  if (is_one_of(attachments, name)) {
    value = nullptr;
  } else if (is_one_of(words_of_people, name) || (name == "reason" && has_typed_reason(type))) {
    if (value.is_string()) value = numbered(std::string{name}, value.get<std::string>());
    if (value.is_array()) value = json::value::array();
  } else if (is_one_of(lists_of_agents, name)) {
    keep_known_sides(value);
  } else if (value.is_array()) {
    for (auto& each : value)
      redact_field(name, each, type);
    // It is in the order of the ids, and they are others now.
    if (name == "concerned") std::sort(value.begin(), value.end());
  } else if (value.is_object()) {
    redact(value, type);
  } else if (value.is_string() && is_one_of(ids, name)) {
    value = id(name, value.get<std::string>());
  }
}

/// Of those who were asked as well, only the ones whose start is in the slice are left.
void redactor::keep_known_sides(json::value& list) {
  auto kept = json::value::array();
  for (const auto& each : list)
    if (sides_.contains(each.get<std::string>())) kept.push_back(side(each.get<std::string>()));
  list = std::move(kept);
}

// --- Ids -----------------------------------------------------------------------------------------

std::string redactor::id(std::string_view field, const std::string& old) {
  if (field == "speaker" && (old == "customer" || old == "agent")) return old;
  if (field.find("connection") != std::string_view::npos) return numbered("connection", old);
  if (field == "session_id") return numbered("session", old);
  if (field == "offer_id") {
    const auto end = old.rfind('~');
    const auto name = old.substr(0, end);
    const auto seq = seq_in({entity_kind::queue, name}, std::stoull(old.substr(end + 1)));
    return queue(name) + '~' + std::to_string(seq);
  }
  if (const auto report = parse_report_id(old))
    return report_in({person(report->reporter.value)},
                     seq_in(stream_of(report->reporter), report->seq))
        .value;
  if (const auto of = room_of(old))
    return room(of->value) + '~' + std::to_string(seq_in(stream_of(*of), seq_of(old)));
  if (is_room(old)) return room(old);
  return person(old);
}

std::string redactor::person(const std::string& old) {
  return queue_of(old) ? side(old) : numbered("user", old);
}

std::string redactor::side(const std::string& old) {
  const auto number = numbered("side", old);
  const auto digits = number.substr(number.find('-') + 1);
  return queue_side({queue(queue_of(old)->value)}, std::string(32 - digits.size(), '0') + digits)
      .value;
}

std::string redactor::queue(const std::string& old) {
  return old == "default" ? old : numbered("queue", old);
}

std::string redactor::room(const std::string& old) {
  if (const auto pair = pair_of({old}))
    return direct_room({person((*pair)[0].value)}, {person((*pair)[1].value)}).value;
  if (old.starts_with("group~")) return group_room(numbered("group", old)).value;
  const auto end = old.rfind('~');
  const auto name = old.substr(6, end - 6);
  const auto match = seq_in({entity_kind::queue, name}, std::stoull(old.substr(end + 1)));
  return queue_room({queue(name)}, match).value;
}

stream_id redactor::stream(const stream_id& old) {
  switch (old.kind) {
  case entity_kind::user:
    return {old.kind, person(old.key)};
  case entity_kind::room:
    return {old.kind, room(old.key)};
  case entity_kind::queue:
    return {old.kind, queue(old.key)};
  }
  return old;
}

std::string redactor::actor(const std::string& old) {
  if (const auto known = parse_stream_id(old)) return to_string(stream(*known));
  return old.starts_with("node/") ? "node/" + numbered("node", old.substr(5))
                                  : numbered("actor", old);
}

/// A reaction's id names the event that asked, with its number; any other says nothing to us.
std::string redactor::command(const envelope& entry) {
  if (entry.command_id.empty()) return {};
  const auto reaction = parse_reaction_id(entry.command_id, entry.causation_id);
  const auto asking = parse_stream_id(entry.actor);
  if (!reaction || !asking || !event_ids_.contains(entry.causation_id))
    return numbered("command", entry.actor + ' ' + entry.command_id);
  return entry.causation_id + '/' + std::to_string(seq_in(*asking, reaction->seq)) + '/'
         + std::to_string(reaction->index);
}

std::string redactor::numbered(const std::string& kind, const std::string& old) {
  auto& known = numbers_[kind];
  const auto [at, is_new] = known.try_emplace(old);
  if (is_new) at->second = kind + '-' + std::to_string(known.size());
  return at->second;
}

/// What is not in the slice gets a number that is far from all that is.
std::uint64_t redactor::seq_in(const stream_id& stream, std::uint64_t old) const {
  constexpr std::uint64_t far_away = 1'000'000'000;
  const auto found = seqs_.find({stream, old});
  return found == seqs_.end() ? far_away + old : found->second;
}

} // namespace switchboard::tools
