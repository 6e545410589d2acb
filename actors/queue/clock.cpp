#include "actors/queue/clock.hpp"

#include "actors/queue/steps.hpp"

#include <utility>

namespace switchboard::queue {

namespace {

void end_grace(draft& into, const side& who) {
  take_off(into, who,
           who.link == side_link::expected ? side_leave_reason::never_connected
                                           : side_leave_reason::connection_lost);
}

void end_busy(draft& into, const side& agent) {
  if (agent.status == side_status::resting)
    into.emit(agent_rested{agent.call_id});
  else
    make_ready(into, agent);
}

void time_out(draft& into, const offer& open) {
  const auto& settings = into.settings();
  offer_timed_out ended{offer_in(into.state().id, open.number), {}, {}};
  for (const auto agent : open.agents)
    ended.agent_call_ids.push_back(into.roster().find(agent)->call_id);
  if (settings.no_answer_delay_ms > 0) ended.rests_until = into.now() + settings.no_answer_delay_ms;
  into.emit(std::move(ended));
  if (settings.unanswered_offers_until_pause == 0) return;
  for (const auto number : open.agents) {
    const auto agent = into.roster().find(number);
    if (agent->agent->unanswered_in_a_row >= settings.unanswered_offers_until_pause)
      into.emit(agent_paused{agent->call_id, pause_reason::unanswered_offers});
  }
}

} // namespace

void do_what_is_due(draft& into) {
  for (auto due = into.roster().next_timer(); due && due->at <= into.now();
       due = into.roster().next_timer()) {
    switch (due->kind) {
    case timer_kind::grace:
      end_grace(into, *into.roster().find(due->number));
      break;
    case timer_kind::busy:
      end_busy(into, *into.roster().find(due->number));
      break;
    case timer_kind::offer:
      time_out(into, *into.roster().find_offer(due->number));
      break;
    }
  }
}

} // namespace switchboard::queue
