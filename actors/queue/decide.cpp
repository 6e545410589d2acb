#include "actors/queue/checks.hpp"
#include "actors/queue/clock.hpp"
#include "actors/queue/limits.hpp"
#include "actors/queue/matching.hpp"
#include "actors/queue/rules.hpp"
#include "actors/queue/steps.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace switchboard::queue {

namespace {

using refusal = std::optional<rejection>;
constexpr std::nullopt_t accepted = std::nullopt;

refusal refuse(reject_code code, std::string message) {
  return rejection{code, std::move(message)};
}

refusal refuse_gone() {
  return refuse(reject_code::already_ended, "This side is gone; start a new one.");
}

bool has_dropped(const side& who, const connection_id& id) {
  return std::find(who.dropped.begin(), who.dropped.end(), id) != who.dropped.end();
}

const connection* connection_of(const side& who, const connection_id& id) {
  const auto found = std::find_if(who.connections.begin(), who.connections.end(),
                                  [&](const connection& each) { return each.connection_id == id; });
  return found == who.connections.end() ? nullptr : &*found;
}

/// One command on its way to its events. Each kind of command either adds to the draft or says why
/// not; adding nothing means that all is as the command wants it.
class decider {
public:
  explicit decider(queue::draft& into) : draft_{into} {}

  // --- Coming and going --------------------------------------------------------------------------

  refusal operator()(const start_customer& asked) {
    const auto known = draft_.roster().find(asked.call_id);
    if (known && known->customer) return accepted;
    if (auto refused = check_start(asked, known)) return refused;
    const auto position =
        static_cast<std::int64_t>(draft_.roster().next_position(asked.priority, draft_.next()));
    const auto pace_ms = draft_.state().pace_ms;
    draft_.note_free(draft_.next());
    draft_.emit(customer_waiting{asked.call_id, asked.name, skill_set{asked.skills}.list(),
                                 asked.priority, asked.user_id, grace_from_now(), position,
                                 pace_ms ? std::optional{*pace_ms * position} : std::nullopt,
                                 asked.customer_id});
    return accepted;
  }

  refusal operator()(const start_agent& asked) {
    const auto known = draft_.roster().find(asked.call_id);
    if (known && known->agent) return accepted;
    if (auto refused = check_start(asked, known)) return refused;
    draft_.note_free(draft_.next());
    draft_.emit(agent_ready{asked.call_id, asked.name, skill_set{asked.skills}.list(), asked.tier,
                            asked.user_id, grace_from_now()});
    return accepted;
  }

  refusal operator()(const connect_side& asked) {
    return with_side(asked.call_id, [&](const side& who) -> refusal {
      if (who.is_gone()) return refuse_gone();
      const auto* held = connection_of(who, asked.connection_id);
      if (held && held->node == asked.node && held->incarnation == asked.incarnation)
        return accepted;
      if (asked.is_resumed && !held && !has_dropped(who, asked.connection_id))
        return refuse(reject_code::unknown_connection,
                      "This connection is gone, or was never this side's: open a new one.");
      if (!held && who.connections.size() >= max_connections)
        return refuse(reject_code::limit_reached, "This side has too many sockets; close one.");
      connect(who, asked);
      return accepted;
    });
  }

  refusal operator()(const suspect_side& asked) {
    return with_side(asked.call_id, [&](const side& who) -> refusal {
      if (connection_of(who, asked.connection_id))
        drop_connection(draft_, who, asked.connection_id);
      return accepted;
    });
  }

  /// Told only when less than half of the grace is left, so that polling does not fill the log; to
  /// a suspected side it matters at once.
  refusal operator()(const touch_side& asked) {
    return with_side(asked.call_id, [&](const side& who) -> refusal {
      if (!who.grace_until) return accepted;
      const bool is_fresh = 2 * (*who.grace_until - draft_.now()) >= draft_.settings().grace_ms;
      if (is_fresh && !who.is_suspected()) return accepted;
      draft_.emit(side_touched{who.call_id, grace_from_now()});
      draft_.note_free(who.number);
      return accepted;
    });
  }

  refusal operator()(const leave_side& asked) {
    return with_side(asked.call_id, [&](const side& who) -> refusal {
      if (!who.is_gone()) take_off(draft_, who, side_leave_reason::left);
      return accepted;
    });
  }

  refusal operator()(const node_restarted& asked) {
    const auto before = draft_.roster();
    before.for_each_side([&](const side_ptr& each) {
      for (const auto& held : each->connections)
        if (held.node == asked.node && held.incarnation != asked.incarnation)
          drop_connection(draft_, *draft_.roster().find(each->number), held.connection_id);
    });
    return accepted;
  }

  // --- Agents ------------------------------------------------------------------------------------

  refusal operator()(const pause_agent& asked) {
    return with_agent(asked.call_id, [&](const side& who) -> refusal {
      if (who.status == side_status::paused || who.agent->pauses_after_call) return accepted;
      withdraw_offer(draft_, who);
      draft_.emit(agent_paused{who.call_id, pause_reason::asked});
      return accepted;
    });
  }

  refusal operator()(const make_agent_ready& asked) {
    return with_agent(asked.call_id, [&](const side& who) -> refusal {
      const bool is_busy = who.status == side_status::paused
                           || who.status == side_status::wrapping_up
                           || who.status == side_status::resting || who.agent->pauses_after_call;
      if (is_busy) make_ready(draft_, who);
      return accepted;
    });
  }

  refusal operator()(const accept_offer& asked) {
    return with_offer(asked, [&](const side& agent, const offer& open) {
      const auto customer = draft_.roster().find(open.customer);
      offer_accepted taken{asked.offer_id, agent.call_id, {}};
      for (const auto other : open.agents) {
        if (other == agent.number) continue;
        taken.other_agent_call_ids.push_back(draft_.roster().find(other)->call_id);
        draft_.note_free(other);
      }
      draft_.emit(std::move(taken));
      match_now(draft_, *customer, agent);
    });
  }

  refusal operator()(const reject_offer& asked) {
    return with_offer(asked, [&](const side& agent, const offer& open) {
      const auto delay_ms = draft_.settings().reject_delay_ms;
      draft_.emit(
          offer_rejected{asked.offer_id, agent.call_id,
                         delay_ms > 0 ? std::optional{draft_.now() + delay_ms} : std::nullopt});
      draft_.note_free(open.customer);
      draft_.note_free(agent.number);
    });
  }

  // --- Calls, settings and the clock -------------------------------------------------------------

  /// Of two who hang up at the same moment, the second finds the call over: that is as it wants it.
  /// A customer who hangs up before there is a partner goes.
  refusal operator()(const complete_call& asked) {
    return with_side(asked.call_id, [&](const side& who) -> refusal {
      if (who.is_matched())
        hang_up(draft_, who);
      else if (who.customer && !who.is_gone())
        take_off(draft_, who, side_leave_reason::left);
      return accepted;
    });
  }

  refusal operator()(const change_settings& asked) {
    if (auto refused = check(asked.settings)) return refused;
    if (asked.settings == draft_.settings()) return accepted;
    draft_.emit(settings_changed{asked.settings});
    serve_everybody(draft_);
    return accepted;
  }

  refusal operator()(const look& asked) {
    return with_side(asked.call_id, [](const side&) -> refusal { return accepted; });
  }

  refusal operator()(const tick&) {
    do_what_is_due(draft_);
    serve_everybody(draft_);
    return accepted;
  }

private:
  timestamp grace_from_now() const { return draft_.now() + draft_.settings().grace_ms; }

  template <class Start>
  refusal check_start(const Start& asked, const side_ptr& known) const {
    if (queue_of(asked.call_id.value) != draft_.state().id)
      return refuse(reject_code::bad_target, "This call id belongs to another queue.");
    if (known) return refuse(reject_code::bad_target, "This call id is the other role's.");
    if (draft_.roster().size() >= max_sides)
      return refuse(reject_code::limit_reached, "The queue is full; try again later.");
    return check(asked);
  }

  void connect(const side& who, const connect_side& asked) {
    if (who.agent)
      draft_.emit(agent_resumed{who.call_id, asked.connection_id, asked.node, asked.incarnation,
                                who.room()});
    else
      draft_.emit(customer_resumed{who.call_id, asked.connection_id, asked.node, asked.incarnation,
                                   who.room()});
    draft_.note_free(who.number);
  }

  template <class Do>
  refusal with_side(const user_id& call_id, Do act) {
    const auto who = draft_.roster().find(call_id);
    if (!who) return refuse(reject_code::unknown_call, "There is no such side in this queue.");
    return act(*who);
  }

  template <class Do>
  refusal with_agent(const user_id& call_id, Do act) {
    return with_side(call_id, [&](const side& who) -> refusal {
      if (!who.agent) return refuse(reject_code::bad_target, "This is not an agent's call id.");
      if (who.is_gone()) return refuse_gone();
      return act(who);
    });
  }

  /// An answer counts only before the offer's time is over, also when nobody has ended it yet.
  template <class Asked, class Do>
  refusal with_offer(const Asked& asked, Do act) {
    return with_agent(asked.call_id, [&](const side& agent) -> refusal {
      const auto number = number_of(asked.offer_id, draft_.state().id);
      if (!number || *number >= draft_.next())
        return refuse(reject_code::unknown_offer, "There is no such offer in this queue.");
      const auto open = agent.offer == number ? draft_.roster().find_offer(*number) : nullptr;
      if (!open || open->expires_at <= draft_.now())
        return refuse(reject_code::offer_closed, "This offer is over; wait for the next one.");
      act(agent, *open);
      return accepted;
    });
  }

  queue::draft& draft_;
};

} // namespace

decision<event> rules::decide(const state& from, const command& asked, const context& around) {
  draft drafted{from, around};
  if (auto refused = std::visit(decider{drafted}, asked)) return *std::move(refused);
  if (!drafted.empty()) serve_freed(drafted);
  return drafted.take();
}

} // namespace switchboard::queue
