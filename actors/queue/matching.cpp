#include "actors/queue/matching.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace switchboard::queue {

namespace {

timestamp opens_at(const side& customer, std::int64_t tier, const settings& by) {
  return customer.started_at + tier * by.tier_step_ms;
}

/// Everybody idle who may serve this customer now, or only the first of them; in the order of the
/// strategy.
std::vector<turn> agents_for(const draft& in, const side& customer, bool only_first) {
  std::vector<turn> found;
  in.roster().idle().for_each([&](const agent_lane& lane, const shared_set<turn>& agents) {
    if (opens_at(customer, lane.tier, in.settings()) > in.now()) return;
    if (!lane.skills.includes(customer.skills)) return;
    if (!only_first) {
      agents.for_each([&](const turn& each, std::monostate) { found.push_back(each); });
    } else if (found.empty()) {
      found.push_back(agents.first());
    } else {
      found.front() = std::min(found.front(), agents.first());
    }
  });
  std::sort(found.begin(), found.end());
  return found;
}

place place_of_waiting(const side& customer) {
  return {-customer.customer->priority, customer.number};
}

/// Who comes first among the waiting whom an agent of this lane may serve now. Only the first of
/// each customers' lane can be it: the others are alike, but have waited less.
side_ptr first_customer_for(const draft& in, const agent_lane& agents) {
  side_ptr first;
  in.roster().waiting().for_each([&](const customer_lane& lane, const shared_set<number>& waiting) {
    if (first && -first->customer->priority < lane.minus_priority) return;
    if (!agents.skills.includes(lane.skills)) return;
    auto candidate = in.roster().find(waiting.first());
    if (opens_at(*candidate, agents.tier, in.settings()) > in.now()) return;
    if (!first || place_of_waiting(*candidate) < place_of_waiting(*first))
      first = std::move(candidate);
  });
  return first;
}

void make_offer(draft& into, const side& customer, const std::vector<turn>& to) {
  offer_made made{offer_in(into.state().id, into.next()),
                  customer.call_id,
                  customer.name,
                  {},
                  into.now() + into.settings().offer_timeout_ms};
  for (const auto& each : to)
    made.agent_call_ids.push_back(into.roster().find(each.number)->call_id);
  into.emit(std::move(made));
}

/// Whether there was an agent for this customer.
bool serve(draft& into, const side& customer) {
  const bool asks_first = into.settings().answer_mode == answer_mode::offer;
  const bool asks_all = asks_first && into.settings().strategy == queue_strategy::ring_all;
  const auto agents = agents_for(into, customer, !asks_all);
  if (agents.empty()) return false;
  if (asks_first)
    make_offer(into, customer, agents);
  else
    match_now(into, customer, *into.roster().find(agents.front().number));
  return true;
}

/// Serves customers as long as an agent of these lanes can: always the one who comes first of all
/// whom any of them can serve, so that nobody is passed over.
void serve_from(draft& into, const std::vector<agent_lane>& lanes) {
  for (;;) {
    side_ptr first;
    for (const auto& lane : lanes) {
      if (!into.roster().idle().find(lane)) continue;
      const auto candidate = first_customer_for(into, lane);
      if (candidate && (!first || place_of_waiting(*candidate) < place_of_waiting(*first)))
        first = candidate;
    }
    if (!first || !serve(into, *first)) return;
  }
}

} // namespace

void match_now(draft& into, const side& customer, const side& agent) {
  into.emit(matched{queue_room(into.state().id, into.next()), customer.call_id, customer.name,
                    agent.call_id, agent.name, into.now() - customer.started_at});
}

void serve_freed(draft& into) {
  std::vector<agent_lane> lanes;
  std::vector<place> customers;
  for (const auto number : into.freed()) {
    const auto freed = into.roster().find(number);
    if (!freed || !freed->is_available()) continue;
    if (freed->agent)
      lanes.push_back({freed->agent->turn.tier, freed->skills});
    else
      customers.push_back(place_of_waiting(*freed));
  }
  // Time alone may have opened a tier since the last decision.
  into.roster().idle().for_each([&](const agent_lane& lane, const shared_set<turn>&) {
    if (lane.tier > 0) lanes.push_back(lane);
  });
  serve_from(into, lanes);
  std::sort(customers.begin(), customers.end());
  for (const auto& each : customers)
    if (const auto freed = into.roster().find(each.number); freed->is_available())
      serve(into, *freed);
}

void serve_everybody(draft& into) {
  std::vector<agent_lane> lanes;
  into.roster().idle().for_each(
      [&](const agent_lane& lane, const shared_set<turn>&) { lanes.push_back(lane); });
  serve_from(into, lanes);
}

std::optional<timestamp> next_tier_opening(const state& of) {
  std::optional<timestamp> next;
  of.roster.idle().for_each([&](const agent_lane& lane, const shared_set<turn>&) {
    if (lane.tier == 0) return;
    of.roster.waiting().for_each([&](const customer_lane& needs, const shared_set<number>& who) {
      if (!lane.skills.includes(needs.skills)) return;
      const auto opening = opens_at(*of.roster.find(who.first()), lane.tier, of.settings);
      if (!next || opening < *next) next = opening;
    });
  });
  return next;
}

} // namespace switchboard::queue
