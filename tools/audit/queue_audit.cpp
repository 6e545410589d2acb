#include "tools/audit/queue_audit.hpp"

#include "tools/audit/broken.hpp"

#include <algorithm>

namespace switchboard::audit {

/// Reads one event of a queue; the rules are told by what each `require` says.
struct queue_audit::reader {
  floor& on;
  const envelope& entry;

  void require(bool is_so, const char* rule) const {
    if (!is_so)
      throw broken{to_string(entry.stream) + " #" + std::to_string(entry.seq) + ": " + rule};
  }

  side& find(const user_id& id) const {
    require(!on.gone.contains(id), "who is gone does nothing any more");
    const auto found = on.sides.find(id);
    require(found != on.sides.end(), "news of a side are of one that has started");
    return found->second;
  }
  side& find(const user_id& id, bool is_agent) const {
    auto& who = find(id);
    require(who.is_agent == is_agent, "a customer is no agent, nor the other way");
    return who;
  }
  void let_go(const user_id& id) const {
    on.gone.insert(id);
    on.sides.erase(id);
  }
  side& customer(const user_id& id) const { return find(id, false); }
  side& agent(const user_id& id) const { return find(id, true); }

  // --- Customers ---------------------------------------------------------------------------------

  void operator()(const queue::customer_waiting& happened) const {
    const auto [at, is_new] = on.sides.try_emplace(happened.call_id);
    require(is_new && !on.gone.contains(happened.call_id), "a customer starts once");
    require(happened.position >= 1, "places are counted from 1");
    at->second.skills = {happened.skills.begin(), happened.skills.end()};
  }
  void operator()(const queue::customer_suspected& happened) const {
    customer(happened.call_id).is_suspected = true;
  }
  void operator()(const queue::customer_resumed& happened) const {
    customer(happened.call_id).is_suspected = false;
  }
  void operator()(const queue::customer_left& happened) const { leave(happened.call_id); }
  void operator()(const queue::customer_abandoned& happened) const { leave(happened.call_id); }
  void leave(const user_id& id) const {
    auto& who = customer(id);
    require(who.what == doing::waiting, "only who waits leaves the queue");
    let_go(id);
  }

  // --- Agents ------------------------------------------------------------------------------------

  void operator()(const queue::agent_ready& happened) const {
    require(!on.gone.contains(happened.call_id), "who is gone does nothing any more");
    auto& who = on.sides[happened.call_id];
    who.is_agent = true;
    require(who.what != doing::offered, "who is asked is not asked again");
    who.pauses_after_call = false;
    who.tier = happened.tier;
    who.skills = {happened.skills.begin(), happened.skills.end()};
    if (who.what != doing::matched) who.what = doing::waiting;
  }
  void operator()(const queue::agent_suspected& happened) const {
    auto& who = agent(happened.call_id);
    who.is_suspected = true;
    drop_from_offer(happened.call_id, who);
  }
  void operator()(const queue::agent_resumed& happened) const {
    agent(happened.call_id).is_suspected = false;
  }
  void operator()(const queue::agent_paused& happened) const {
    auto& who = agent(happened.call_id);
    if (who.what == doing::matched) {
      who.pauses_after_call = true;
      return;
    }
    drop_from_offer(happened.call_id, who);
    who.what = doing::busy;
  }
  void operator()(const queue::agent_rested& happened) const {
    auto& who = agent(happened.call_id);
    require(who.what == doing::busy, "only who rested has rested");
    who.what = doing::waiting;
  }
  void operator()(const queue::agent_wrapping_up& happened) const {
    auto& who = agent(happened.call_id);
    require(who.what == doing::waiting, "a wrap-up comes after a call");
    who.what = doing::busy;
  }
  void operator()(const queue::agent_gone& happened) const {
    auto& who = agent(happened.call_id);
    require(who.what != doing::matched, "nobody goes out of a call that is not completed");
    drop_from_offer(happened.call_id, who);
    let_go(happened.call_id);
  }
  /// An agent who falls away leaves an offer that others are asked by as well.
  void drop_from_offer(const user_id& id, side& who) const {
    if (who.what != doing::offered) return;
    for (auto& [offered, each] : on.open_offers) {
      each.agents.erase(id);
      require(!each.agents.empty(), "an offer is put to somebody");
    }
    who.what = doing::waiting;
  }

  void operator()(const queue::side_touched& happened) const {
    find(happened.call_id).is_suspected = false;
  }

  // --- Offers ------------------------------------------------------------------------------------

  void operator()(const queue::offer_made& happened) const {
    require(happened.offer_id.value == entry.stream.key + '~' + std::to_string(entry.seq),
            "an offer is named by its event");
    require(happened.expires_at > entry.time, "there is time to answer an offer");
    require(!happened.agent_call_ids.empty(), "an offer is put to somebody");
    begin_offer(customer(happened.customer_call_id));
    for (const auto& each : happened.agent_call_ids)
      begin_offer(agent(each));
    on.open_offers[happened.offer_id] = {
        happened.customer_call_id,
        {happened.agent_call_ids.begin(), happened.agent_call_ids.end()},
        happened.expires_at};
  }
  void begin_offer(side& who) const {
    require(who.what == doing::waiting && !who.is_suspected, "an offer is about who is free");
    who.what = doing::offered;
  }

  void operator()(const queue::offer_accepted& happened) const {
    const auto taken = end_offer(happened.offer_id);
    require(taken.agents.contains(happened.agent_call_id), "only who was asked accepts");
    require(entry.time < taken.expires_at, "nobody accepts an offer that is over");
    on.promised = {taken.customer, happened.agent_call_id};
  }
  void operator()(const queue::offer_rejected& happened) const {
    const auto open = on.open_offers.find(happened.offer_id);
    require(open != on.open_offers.end(), "an offer that is over is not declined");
    require(open->second.agents.erase(happened.agent_call_id) == 1, "only who was asked declines");
    rest(agent(happened.agent_call_id), happened.rests_until);
    if (open->second.agents.empty()) end_offer(happened.offer_id);
  }
  void operator()(const queue::offer_timed_out& happened) const {
    const auto over = end_offer(happened.offer_id);
    require(entry.time >= over.expires_at, "an offer has the time that it was given");
    for (const auto& each : happened.agent_call_ids) {
      require(over.agents.contains(each), "only who was asked did not answer");
      rest(agent(each), happened.rests_until);
    }
  }
  void operator()(const queue::offer_withdrawn& happened) const { end_offer(happened.offer_id); }

  offer end_offer(const offer_id& id) const {
    const auto open = on.open_offers.find(id);
    require(open != on.open_offers.end(), "an offer ends once");
    auto over = std::move(open->second);
    on.open_offers.erase(open);
    customer(over.customer).what = doing::waiting;
    for (const auto& each : over.agents)
      agent(each).what = doing::waiting;
    return over;
  }
  void rest(side& who, const std::optional<timestamp>& until) const {
    who.what = until ? doing::busy : doing::waiting;
  }

  // --- Matches -----------------------------------------------------------------------------------

  void operator()(const queue::matched& happened) const {
    auto& served = customer(happened.customer_call_id);
    auto& serving = agent(happened.agent_call_id);
    require(served.what == doing::waiting && !served.was_matched, "a customer is matched once");
    require(serving.what == doing::waiting, "an agent is in one match at a time");
    const std::pair pair{happened.customer_call_id, happened.agent_call_id};
    require(!on.promised || *on.promised == pair, "who took an offer gets that customer");
    on.promised.reset();
    served.was_matched = true;
    served.what = serving.what = doing::matched;
    served.partner = happened.agent_call_id;
    serving.partner = happened.customer_call_id;
  }
  void operator()(const queue::call_completed& happened) const {
    auto& served = customer(happened.customer_call_id);
    auto& serving = agent(happened.agent_call_id);
    require(served.what == doing::matched && serving.what == doing::matched
                && serving.partner == happened.customer_call_id
                && served.partner == happened.agent_call_id,
            "a call that is completed is of a pair that was matched");
    serving.what = std::exchange(serving.pauses_after_call, false) ? doing::busy : doing::waiting;
    serving.partner.reset();
    let_go(happened.customer_call_id);
  }

  void operator()(const queue::side_disconnected&) const {}
  void operator()(const queue::settings_changed&) const {}
};

void queue_audit::see(const envelope& entry) {
  const auto* body = std::get_if<queue::event>(&entry.body);
  if (!body) return;
  auto& on = floors_[{entry.stream.key}];
  const reader reads{on, entry};
  reads.require(!on.promised || std::holds_alternative<queue::matched>(*body),
                "who takes an offer is matched at once");
  std::visit(reads, *body);
}

void queue_audit::check_nobody_waits_for_nothing() const {
  const auto is_free = [](const side& who) {
    return who.what == doing::waiting && !who.is_suspected;
  };
  for (const auto& [name, on] : floors_)
    for (const auto& [waiting_id, waiting] : on.sides)
      for (const auto& [idle_id, idle] : on.sides)
        if (!waiting.is_agent && idle.is_agent && idle.tier == 0 && is_free(waiting)
            && is_free(idle) && std::ranges::includes(idle.skills, waiting.skills))
          throw broken{waiting_id.value + " waits though " + idle_id.value + " is idle"};
}

void queue_audit::check_all_over() const {
  for (const auto& [name, on] : floors_) {
    if (!on.open_offers.empty())
      throw broken{"offer " + on.open_offers.begin()->first.value + " does not end"};
    for (const auto& [id, each] : on.sides)
      throw broken{id.value + " is still there"};
  }
}

} // namespace switchboard::audit
