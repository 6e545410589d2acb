#include "actors/survey.hpp"

#include "actors/queue/rules.hpp"
#include "actors/room/rules.hpp"
#include "actors/user/rules.hpp"

#include <future>
#include <type_traits>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t surveyed_at_once = 8'192;

template <class State>
struct rules_of_state;
template <>
struct rules_of_state<user::state> {
  using type = user::rules;
};
template <>
struct rules_of_state<room::state> {
  using type = room::rules;
};
template <>
struct rules_of_state<queue::state> {
  using type = queue::rules;
};
template <class State>
using rules_for = typename rules_of_state<std::remove_cvref_t<State>>::type;

template <class State>
State named(const std::string& key) {
  State made;
  made.id.value = key;
  return made;
}

} // namespace

survey::survey(const event_log& log, const policy& limits) : log_{log}, limits_{limits} {}

/// Reading takes longer than folding, so the next events are read meanwhile.
void survey::read() {
  const auto read_from = [this](std::uint64_t position) {
    return std::async(std::launch::async,
                      [this, position] { return log_.read_all(position, surveyed_at_once); });
  };
  for (auto coming = read_from(1);;) {
    const auto events = coming.get();
    if (events.empty()) return;
    head_ = events.back().position;
    coming = read_from(head_ + 1);
    for (const auto& each : events)
      take(each);
  }
}

survey::entity& survey::entity_of(const stream_id& stream) {
  const auto [at, is_new] = entities_.try_emplace(stream);
  auto& found = at->second;
  if (!is_new) return found;
  found.stream = &at->first;
  switch (stream.kind) {
  case entity_kind::user:
    found.state = named<user::state>(stream.key);
    break;
  case entity_kind::room:
    found.state = named<room::state>(stream.key);
    break;
  case entity_kind::queue:
    found.state = named<queue::state>(stream.key);
    break;
  }
  return found;
}

void survey::take(const recorded& event) {
  auto& of = entity_of(event.entry.stream);
  std::visit([&](auto& state) { rules_for<decltype(state)>::evolve(state, event.entry); },
             of.state);
  of.seq = event.entry.seq;
  hear(of, event.entry);
  ask(of, event);
}

void survey::hear(entity& by, const envelope& happened) {
  const auto number = parse_reaction_id(happened.command_id, happened.causation_id);
  const auto source = number ? parse_stream_id(happened.actor) : std::nullopt;
  if (!source) return;
  const auto found = asked_.find(&by);
  if (found == asked_.end()) return;
  const auto from = found->second.find(&entity_of(*source));
  if (from == found->second.end()) return;
  auto& waiting = from->second.waiting;
  while (!waiting.empty() && waiting.front().number <= *number)
    waiting.pop_front();
  if (waiting.empty()) found->second.erase(from);
}

void survey::ask(entity& from, const recorded& event) {
  auto asks =
      std::visit([&](const auto& state) { return rules_for<decltype(state)>::react(event.entry); },
                 from.state);
  for (std::uint64_t index = 0; index < asks.size(); ++index) {
    auto& line = asked_[&entity_of(asks[index].to)][&from];
    line.from = &from;
    line.waiting.push_back({event.position, {event.entry.seq, index}, std::move(asks[index].body)});
  }
}

bool survey::changes_nothing(const entity& who, const command& body, timestamp now) const {
  return std::visit(
      [&](const auto& state) {
        using rules = rules_for<decltype(state)>;
        const auto decided =
            rules::decide(state, std::get<typename rules::command>(body), {now, who.seq, limits_});
        const auto* events = std::get_if<0>(&decided);
        return !events || events->empty();
      },
      who.state);
}

ledger::standing survey::standing_of(const entity& who) const {
  return std::visit(
      [](const auto& state) {
        using rules = rules_for<decltype(state)>;
        ledger::standing waits_for{rules::deadline(state), false};
        if constexpr (!std::is_same_v<rules, room::rules>)
          waits_for.has_connections = rules::has_connections(state);
        return waits_for;
      },
      who.state);
}

std::map<stream_id, std::vector<std::uint64_t>> survey::conclude(timestamp now, ledger& into) {
  std::map<std::uint64_t, const stream_id*> unsettled;
  for (const auto& [who, all] : asked_) {
    std::map<std::uint64_t, const stream_id*> open;
    bool is_done = true;
    for (const auto& [from, line] : all)
      for (const auto& each : line.waiting) {
        if (into.is_settled(each.position)) continue;
        open.emplace(each.position, from->stream);
        is_done = is_done && changes_nothing(*who, each.body, now);
      }
    // If one of them changes something, the others meet another state, so all of them count.
    if (!is_done) unsettled.merge(open);
  }
  for (const auto& [stream, who] : entities_)
    into.note(stream, standing_of(who));

  std::map<stream_id, std::vector<std::uint64_t>> still_to_do;
  std::uint64_t next = 1;
  for (const auto& [position, stream] : unsettled) {
    if (next < position) into.settle(next, position - 1);
    next = position + 1;
    still_to_do[*stream].push_back(position);
  }
  if (next <= head_) into.settle(next, head_);
  return still_to_do;
}

} // namespace switchboard
