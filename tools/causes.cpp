#include "tools/causes.hpp"

#include "actors/reaction_id.hpp"
#include "actors/request.hpp"
#include "tools/reading.hpp"

#include <set>

namespace switchboard::tools {

namespace {

/// A chain that is longer than this would be a mistake in the log.
constexpr std::size_t max_chain = 64;
/// A reaction is taken at once, or soon after a restart: so far it is looked for in its stream.
constexpr std::size_t max_events_looked_through = 4'096;

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

} // namespace

std::optional<recorded> cause_of(const event_log& log, const envelope& entry) {
  const auto number = parse_reaction_id(entry.command_id, entry.causation_id);
  const auto stream = parse_stream_id(entry.actor);
  if (!number || !stream) return std::nullopt;
  auto cause = find_event(log, *stream, number->seq);
  if (!cause || to_string(cause->entry.id) != entry.causation_id) return std::nullopt;
  return cause;
}

std::vector<recorded> chain_to(const event_log& log, const recorded& event) {
  std::vector<recorded> chain{event};
  while (chain.size() < max_chain) {
    auto cause = cause_of(log, chain.back().entry);
    if (!cause) break;
    chain.push_back(*std::move(cause));
  }
  return chain;
}

std::vector<recorded> consequences_of(const event_log& log, const envelope& entry) {
  std::set<stream_id> asked;
  for (const auto& each : reactions_to(entry))
    asked.insert(each.to);
  const auto id = to_string(entry.id);
  std::vector<recorded> found;
  for (const auto& stream : asked) {
    std::size_t looked_through = 0;
    const auto from = first_seq_since(log, stream, entry.time + -time_disorder_ms);
    for_each_event_of(log, stream, from, [&](recorded&& each) {
      if (each.entry.causation_id == id) found.push_back(std::move(each));
      return ++looked_through < max_events_looked_through;
    });
  }
  return found;
}

std::string origin_words(const envelope& first) {
  if (first.actor.starts_with("node/") && first.command_id.empty())
    return "the clock of " + first.actor;
  return "a command of " + first.actor
         + (first.command_id.empty() ? std::string{} : " (" + first.command_id + ")");
}

} // namespace switchboard::tools
