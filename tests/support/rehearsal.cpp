#include "tests/support/rehearsal.hpp"

#include "actors/reaction_id.hpp"
#include "events/correlation.hpp"

namespace switchboard::testing {

namespace {

const std::string clock_actor = "node/n1";

} // namespace

rehearsal::rehearsal(timestamp start, event_sink sink, policy limits)
    : now_{start}, sink_{std::move(sink)}, limits_{limits} {}

std::optional<rejection> rehearsal::ask(const stream_id& to, command body, std::string command_id,
                                        std::string actor) {
  const auto refused =
      take({to, std::move(body), std::move(command_id), "", "", std::move(actor), {}});
  while (!waiting_.empty()) {
    const auto next = std::move(waiting_.front());
    waiting_.pop_front();
    take(next);
  }
  return refused;
}

void rehearsal::pass(std::int64_t duration_ms) {
  const auto until = now_ + duration_ms;
  while (!deadlines_.empty() && deadlines_.begin()->first <= until) {
    const auto [due, stream] = *deadlines_.begin();
    note_deadline(stream, entity_of(stream), std::nullopt);
    now_ = std::max(now_, due);
    switch (stream.kind) {
    case entity_kind::user:
      ask(stream, user::command{tick{}}, "", clock_actor);
      break;
    case entity_kind::room:
      ask(stream, room::command{tick{}}, "", clock_actor);
      break;
    case entity_kind::queue:
      ask(stream, queue::command{tick{}}, "", clock_actor);
      break;
    }
  }
  now_ = until;
}

std::uint64_t rehearsal::seq_of(const stream_id& stream) const {
  const auto found = entities_.find(stream);
  return found == entities_.end() ? 0 : found->second.seq;
}

rehearsal::entity& rehearsal::entity_of(const stream_id& stream) {
  const auto [at, is_new] = entities_.try_emplace(stream);
  if (!is_new) return at->second;
  switch (stream.kind) {
  case entity_kind::user:
    at->second.state.emplace<user::state>().id.value = stream.key;
    break;
  case entity_kind::room:
    at->second.state.emplace<room::state>().id.value = stream.key;
    break;
  case entity_kind::queue:
    at->second.state.emplace<queue::state>().id.value = stream.key;
    break;
  }
  return at->second;
}

std::optional<rejection> rehearsal::take(const request& asked) {
  auto& who = entity_of(asked.to);
  switch (asked.to.kind) {
  case entity_kind::user:
    return decide<user::rules>(who, asked);
  case entity_kind::room:
    return decide<room::rules>(who, asked);
  case entity_kind::queue:
    return decide<queue::rules>(who, asked);
  }
  return std::nullopt;
}

template <class Rules>
std::optional<rejection> rehearsal::decide(entity& who, const request& asked) {
  const auto& state = std::get<typename Rules::state>(who.state);
  auto decided =
      Rules::decide(state, std::get<typename Rules::command>(asked.body), {now_, who.seq, limits_});
  if (auto* refused = std::get_if<rejection>(&decided)) return std::move(*refused);
  happen<Rules>(who, asked, std::move(std::get<0>(decided)));
  return std::nullopt;
}

template <class Rules>
void rehearsal::happen(entity& who, const request& asked,
                       std::vector<typename Rules::event> events) {
  if (events.empty()) return;
  std::string call;
  std::vector<envelope> all;
  const auto& cause = asked.causation_id.empty() ? asked.command_id : asked.causation_id;
  const auto& chain = asked.correlation_id.empty() ? asked.command_id : asked.correlation_id;
  for (auto& each : events) {
    all.push_back({make_event_id(now_.ms, 0, ++ids_), asked.to, ++who.seq, now_, asked.command_id,
                   cause, chain, asked.actor, event{std::move(each)}});
    if (call.empty()) call = call_of(all.back().body);
  }
  auto& state = std::get<typename Rules::state>(who.state);
  for (auto& each : all) {
    if (!call.empty()) each.correlation_id = call;
    Rules::evolve(state, each);
  }
  note_deadline(asked.to, who, Rules::deadline(state));
  sink_(all);
  for (const auto& each : all)
    react(each, Rules::react(each));
}

void rehearsal::note_deadline(const stream_id& stream, entity& of,
                              std::optional<timestamp> deadline) {
  if (of.deadline) deadlines_.erase({*of.deadline, stream});
  of.deadline = deadline;
  if (deadline) deadlines_.insert({*deadline, stream});
}

void rehearsal::react(const envelope& happened, reactions asks) {
  for (std::size_t i = 0; i < asks.size(); ++i)
    waiting_.push_back({std::move(asks[i].to),
                        std::move(asks[i].body),
                        reaction_id(happened, i),
                        to_string(happened.id),
                        happened.correlation_id,
                        to_string(happened.stream),
                        {}});
}

} // namespace switchboard::testing
