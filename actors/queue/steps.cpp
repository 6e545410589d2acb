#include "actors/queue/steps.hpp"

#include <utility>

namespace switchboard::queue {

namespace {

struct pair_of_sides {
  side_ptr customer;
  side_ptr agent;
};

pair_of_sides pair_with(const draft& in, const side& who) {
  auto self = in.roster().find(who.number);
  auto partner = in.roster().find(who.match->partner_call_id);
  return who.agent ? pair_of_sides{std::move(partner), std::move(self)}
                   : pair_of_sides{std::move(self), std::move(partner)};
}

void conclude_call(draft& into, const pair_of_sides& pair, std::optional<user_id> ended_by,
                   end_reason reason) {
  const auto& match = *pair.customer->match;
  into.emit(call_completed{match.room_id, pair.customer->call_id, pair.agent->call_id,
                           std::move(ended_by), reason, into.now() - match.since});
}

void go_on_after_call(draft& into, number agent) {
  const auto freed = into.roster().find(agent);
  if (freed->status == side_status::paused) return;
  if (into.settings().wrap_up_ms > 0)
    into.emit(agent_wrapping_up{freed->call_id, into.now() + into.settings().wrap_up_ms});
  else
    make_ready(into, *freed);
}

void leave_queue(draft& into, const side& customer, side_leave_reason reason) {
  const auto waited_ms = into.now() - customer.started_at;
  if (reason == side_leave_reason::left)
    into.emit(customer_left{customer.call_id, waited_ms});
  else
    into.emit(customer_abandoned{customer.call_id, reason, waited_ms});
}

} // namespace

void drop_connection(draft& into, const side& who, const connection_id& dropped) {
  const auto grace_until = into.now() + into.settings().grace_ms;
  if (who.connections.size() > 1) {
    into.emit(side_disconnected{who.call_id, dropped, grace_until, who.room()});
    return;
  }
  withdraw_offer(into, who);
  if (who.agent)
    into.emit(agent_suspected{who.call_id, grace_until, dropped, who.room()});
  else
    into.emit(customer_suspected{who.call_id, grace_until, dropped, who.room()});
}

void withdraw_offer(draft& into, const side& who) {
  const auto open = who.offer ? into.roster().find_offer(*who.offer) : nullptr;
  if (!open || (who.agent && open->agents.size() > 1)) return;
  offer_withdrawn withdrawn{offer_in(into.state().id, open->number), {}};
  for (const auto agent : open->agents)
    withdrawn.agent_call_ids.push_back(into.roster().find(agent)->call_id);
  into.emit(std::move(withdrawn));
  into.note_free(open->customer);
  for (const auto agent : open->agents)
    into.note_free(agent);
}

void take_off(draft& into, const side& who, side_leave_reason reason) {
  const bool is_own_wish = reason == side_leave_reason::left;
  if (who.is_matched()) {
    const auto pair = pair_with(into, who);
    conclude_call(into, pair, is_own_wish ? std::optional{who.call_id} : std::nullopt,
                  is_own_wish ? end_reason::completed : end_reason::abandoned);
    if (who.customer) go_on_after_call(into, pair.agent->number);
  } else {
    withdraw_offer(into, who);
    if (who.customer) leave_queue(into, who, reason);
  }
  if (who.agent) into.emit(agent_gone{who.call_id, reason});
}

void hang_up(draft& into, const side& who) {
  const auto pair = pair_with(into, who);
  conclude_call(into, pair, who.call_id, end_reason::completed);
  go_on_after_call(into, pair.agent->number);
}

void make_ready(draft& into, const side& agent) {
  // Whose it is, the start has said; an id that comes later is the side's own.
  into.emit(agent_ready{agent.call_id, agent.name, agent.skills.list(), agent.agent->turn.tier,
                        std::nullopt, agent.grace_until});
  into.note_free(agent.number);
}

} // namespace switchboard::queue
