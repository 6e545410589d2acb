#include "actors/queue/apply.hpp"

#include "actors/queue/limits.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace switchboard::queue {

namespace {

/// A sample counts an eighth, so the pace follows the last dozen or so.
constexpr std::int64_t pace_samples = 8;

turn turn_under(const side& who, queue_strategy strategy) {
  const auto& agent = *who.agent;
  switch (strategy) {
  case queue_strategy::round_robin:
    return {agent.turn.tier, agent.last_asked, 0, who.number};
  case queue_strategy::fewest_calls:
    return {agent.turn.tier, agent.calls, agent.ready_since, who.number};
  case queue_strategy::top_down:
    return {agent.turn.tier, 0, 0, who.number};
  case queue_strategy::longest_idle:
  case queue_strategy::ring_all:
    break;
  }
  return {agent.turn.tier, agent.ready_since, 0, who.number};
}

/// One event on its way into the state. No event is questioned: what it names is there, because the
/// rules that made it saw it there.
class application {
public:
  application(state& to, number seq, timestamp at) : state_{to}, seq_{seq}, at_{at} {}

  void operator()(const customer_waiting& event) {
    side fresh = started(event.call_id, event.name, event.skills, event.user_id);
    fresh.grace_until = event.grace_until;
    fresh.customer = customer_part{event.priority, event.position, event.expected_wait_ms};
    roster().put(std::move(fresh));
  }

  void operator()(const customer_suspected& event) { suspect(event); }
  void operator()(const agent_suspected& event) { suspect(event); }
  void operator()(const customer_resumed& event) { resume(event); }
  void operator()(const agent_resumed& event) { resume(event); }

  void operator()(const side_disconnected& event) {
    change(event.call_id, [&](side& who) { disconnect(who, event.connection_id); });
  }

  void operator()(const side_touched& event) {
    change(event.call_id, [&](side& who) {
      who.grace_until = event.grace_until;
      if (who.is_suspected()) who.link = side_link::polling;
    });
  }

  void operator()(const customer_left& event) { end(event.call_id, side_leave_reason::left); }
  void operator()(const customer_abandoned& event) { end(event.call_id, event.reason); }
  void operator()(const agent_gone& event) { end(event.call_id, event.reason); }

  void operator()(const agent_ready& event) {
    const auto known = roster().find(event.call_id);
    side who = known ? *known : started(event.call_id, event.name, event.skills, event.user_id);
    if (!known) who.agent.emplace();
    who.agent->turn.tier = event.tier;
    who.agent->pauses_after_call = false;
    who.grace_until = event.grace_until;
    if (!who.is_matched()) {
      set_status(who, side_status::waiting);
      who.agent->ready_since = seq_;
      who.agent->unanswered_in_a_row = 0;
    }
    put(std::move(who));
  }

  void operator()(const agent_paused& event) {
    change(event.call_id, [&](side& who) {
      if (who.is_matched()) {
        who.agent->pauses_after_call = true;
        return;
      }
      leave_offer(who);
      set_status(who, side_status::paused);
    });
  }

  void operator()(const agent_rested& event) {
    change(event.call_id, [&](side& who) { set_status(who, side_status::waiting); });
  }

  void operator()(const agent_wrapping_up& event) {
    change(event.call_id,
           [&](side& who) { set_status(who, side_status::wrapping_up, event.until); });
  }

  void operator()(const offer_made& event) {
    offer made{seq_, 0, {}, event.expires_at};
    change(event.customer_call_id, [&](side& who) {
      made.customer = who.number;
      enter_offer(who);
    });
    for (const auto& each : event.agent_call_ids)
      change(each, [&](side& who) {
        made.agents.push_back(who.number);
        who.agent->last_asked = seq_;
        enter_offer(who);
      });
    roster().put(std::move(made));
  }

  void operator()(const offer_accepted& event) { close(event.offer_id); }
  void operator()(const offer_withdrawn& event) { close(event.offer_id); }

  void operator()(const offer_rejected& event) {
    change(event.agent_call_id, [&](side& who) {
      leave_offer(who);
      who.agent->unanswered_in_a_row = 0;
      rest(who, event.rests_until);
    });
    const auto offer = find(event.offer_id);
    if (offer && offer->agents.empty()) close(event.offer_id);
  }

  void operator()(const offer_timed_out& event) {
    close(event.offer_id);
    for (const auto& each : event.agent_call_ids)
      change(each, [&](side& who) {
        ++who.agent->unanswered_in_a_row;
        rest(who, event.rests_until);
      });
  }

  void operator()(const matched& event) {
    change(event.customer_call_id, [&](side& who) {
      set_status(who, side_status::matched);
      who.match = match{event.room_id, event.agent_call_id, event.agent_name, at_};
      note_pace(event.waited_ms, who.customer->first_position);
    });
    change(event.agent_call_id, [&](side& who) {
      set_status(who, side_status::matched);
      who.match = match{event.room_id, event.customer_call_id, event.customer_name, at_};
      who.agent->last_asked = seq_;
      who.agent->unanswered_in_a_row = 0;
      ++who.agent->calls;
    });
  }

  void operator()(const call_completed& event) {
    end(event.customer_call_id, side_leave_reason::call_completed);
    change(event.agent_call_id, [&](side& who) {
      const bool pauses = std::exchange(who.agent->pauses_after_call, false);
      set_status(who, pauses ? side_status::paused : side_status::waiting);
      who.agent->ready_since = seq_;
      who.match.reset();
    });
  }

  void operator()(const settings_changed& event) {
    const bool is_reordered = state_.settings.strategy != event.settings.strategy;
    state_.settings = event.settings;
    if (!is_reordered) return;
    const auto before = roster();
    before.for_each_side([&](const side_ptr& each) {
      if (each->agent) put(*each);
    });
  }

private:
  queue::roster& roster() { return state_.roster; }

  side started(const user_id& call_id, const std::string& name,
               const std::vector<std::string>& skills, const std::optional<user_id>& account) {
    side fresh;
    fresh.number = seq_;
    fresh.call_id = call_id;
    fresh.name = name;
    fresh.skills = skill_set{skills};
    fresh.account = account;
    fresh.started_at = at_;
    return fresh;
  }

  void put(side changed) {
    if (changed.agent) changed.agent->turn = turn_under(changed, state_.settings.strategy);
    roster().put(std::move(changed));
  }

  template <class Change>
  void change(const user_id& call_id, Change apply_to) {
    change(roster().find(call_id), apply_to);
  }
  template <class Change>
  void change(const side_ptr& found, Change apply_to) {
    if (!found) return;
    side changed = *found;
    apply_to(changed);
    put(std::move(changed));
  }

  static void set_status(side& who, side_status status, std::optional<timestamp> until = {}) {
    who.status = status;
    who.busy_until = until;
  }

  static void rest(side& who, std::optional<timestamp> until) {
    set_status(who, until ? side_status::resting : side_status::waiting, until);
  }

  // --- Connections -------------------------------------------------------------------------------

  static void forget(side& who, const connection_id& known) {
    std::erase_if(who.connections,
                  [&](const connection& each) { return each.connection_id == known; });
    std::erase(who.dropped, known);
  }

  static void disconnect(side& who, const connection_id& dropped) {
    forget(who, dropped);
    if (who.dropped.size() >= max_connections) who.dropped.erase(who.dropped.begin());
    who.dropped.push_back(dropped);
  }

  template <class Suspected>
  void suspect(const Suspected& event) {
    change(event.call_id, [&](side& who) {
      disconnect(who, event.connection_id);
      who.link = side_link::suspected;
      who.grace_until = event.grace_until;
      if (who.agent) leave_offer(who);
    });
  }

  template <class Resumed>
  void resume(const Resumed& event) {
    change(event.call_id, [&](side& who) {
      forget(who, event.connection_id);
      who.connections.push_back({event.connection_id, event.node, event.incarnation});
      who.link = side_link::connected;
      who.grace_until.reset();
    });
  }

  void end(const user_id& call_id, side_leave_reason reason) {
    change(call_id, [&](side& who) {
      if (who.agent) leave_offer(who);
      set_status(who, side_status::gone);
      who.ended = seq_;
      who.leave_reason = reason;
      who.grace_until.reset();
      who.connections.clear();
      who.dropped.clear();
      who.skills = {};
      who.account.reset();
    });
  }

  // --- Offers ------------------------------------------------------------------------------------

  offer_ptr find(const offer_id& id) {
    const auto known = number_of(id, state_.id);
    return known ? roster().find_offer(*known) : nullptr;
  }

  void enter_offer(side& who) {
    set_status(who, side_status::offered);
    who.offer = seq_;
  }

  /// Takes one agent out of an offer that stays open for the others.
  void leave_offer(side& who) {
    if (!who.offer) return;
    auto open = *roster().find_offer(*who.offer);
    std::erase(open.agents, who.number);
    roster().put(std::move(open));
    who.offer.reset();
    set_status(who, side_status::waiting);
  }

  void close(const offer_id& id) {
    const auto open = find(id);
    if (!open) return;
    const auto release = [](side& who) {
      who.offer.reset();
      set_status(who, side_status::waiting);
    };
    change(roster().find(open->customer), release);
    for (const auto agent : open->agents)
      change(roster().find(agent), release);
    roster().remove_offer(open->number);
  }

  /// Whoever was matched at once tells nothing about how long others wait.
  void note_pace(std::int64_t waited_ms, std::int64_t positions) {
    if (waited_ms <= 0) return;
    const auto sample = waited_ms / std::max<std::int64_t>(positions, 1);
    auto& pace = state_.pace_ms;
    pace = pace ? *pace + (sample - *pace) / pace_samples : sample;
  }

  state& state_;
  number seq_;
  timestamp at_;
};

} // namespace

void apply(state& to, const event& happened, number seq, timestamp at) {
  to.seq = seq;
  std::visit(application{to, seq, at}, happened);
}

} // namespace switchboard::queue
