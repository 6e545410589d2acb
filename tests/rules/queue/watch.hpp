#pragma once

#include "tests/rules/queue/desk.hpp"

#include <map>
#include <set>
#include <vector>

namespace switchboard::testing {

/// Looks at a queue's events as an outsider would, and knows by itself what must never happen. It
/// compares everybody with everybody, where the rules have their orders.
class watch {
public:
  /// Checks what has happened since the last look.
  void see(const desk& story) {
    if (seen_ == 0) state_.id = story.state().id;
    for (; seen_ < story.history().size(); ++seen_) {
      const auto& next = story.history()[seen_];
      now_ = next.time;
      std::visit([this](const auto& event) { check(event); }, std::get<queue::event>(next.body));
      queue::rules::evolve(state_, next);
    }
    check_sides(story.state());
    const auto due = queue::rules::deadline(story.state());
    if (!due || *due > story.now()) check_nobody_waits_in_vain(story);
  }

  std::size_t open_calls() const { return calls_.size(); }
  std::size_t open_offers() const { return offers_.size(); }
  std::size_t matches() const { return served_.size(); }

private:
  struct open_offer {
    user_id customer;
    std::set<user_id> agents;
  };

  // --- One event ---------------------------------------------------------------------------------

  void check(const customer_waiting& event) { REQUIRE(known_.insert(event.call_id).second); }
  void check(const agent_ready& event) {
    REQUIRE_FALSE(ended_.contains(event.call_id));
    known_.insert(event.call_id);
  }

  void check(const customer_left& event) { end(event.call_id); }
  void check(const customer_abandoned& event) { end(event.call_id); }

  void check(const agent_gone& event) {
    leave_offer(event.call_id);
    end(event.call_id);
  }
  void check(const agent_paused& event) { leave_offer(event.call_id); }
  void check(const agent_suspected& event) {
    leave_offer(event.call_id);
    suspected_.insert(event.call_id);
  }
  void check(const customer_suspected& event) {
    REQUIRE_FALSE(has_offer(event.call_id));
    suspected_.insert(event.call_id);
  }
  void check(const customer_resumed& event) { suspected_.erase(event.call_id); }
  void check(const agent_resumed& event) { suspected_.erase(event.call_id); }
  void check(const side_touched& event) { suspected_.erase(event.call_id); }

  void check(const offer_made& event) {
    check_is_free(event.customer_call_id);
    REQUIRE_FALSE(event.agent_call_ids.empty());
    for (const auto& each : event.agent_call_ids) {
      check_is_free(each);
      check_nobody_skipped(event.customer_call_id, each);
    }
    const open_offer made{event.customer_call_id,
                          {event.agent_call_ids.begin(), event.agent_call_ids.end()}};
    REQUIRE(offers_.emplace(event.offer_id, made).second);
  }

  void check(const offer_accepted& event) {
    auto others = close(event.offer_id).agents;
    REQUIRE(others.erase(event.agent_call_id) == 1);
    REQUIRE(others
            == std::set(event.other_agent_call_ids.begin(), event.other_agent_call_ids.end()));
    accepted_by_ = event.agent_call_id;
  }
  void check(const offer_rejected& event) {
    REQUIRE(offers_.contains(event.offer_id));
    auto& open = offers_.at(event.offer_id);
    REQUIRE(open.agents.erase(event.agent_call_id) == 1);
    if (open.agents.empty()) offers_.erase(event.offer_id);
  }
  void check(const offer_timed_out& event) { check_all_ended(event); }
  void check(const offer_withdrawn& event) { check_all_ended(event); }

  void check(const matched& event) {
    REQUIRE(served_.insert(event.customer_call_id).second);
    check_is_free(event.customer_call_id);
    check_is_free(event.agent_call_id);
    if (std::exchange(accepted_by_, {}) != event.agent_call_id)
      check_nobody_skipped(event.customer_call_id, event.agent_call_id);
    REQUIRE(calls_.emplace(event.customer_call_id, event.agent_call_id).second);
    REQUIRE(busy_agents_.insert(event.agent_call_id).second);
  }

  void check(const call_completed& event) {
    const auto call = calls_.find(event.customer_call_id);
    REQUIRE(call != calls_.end());
    REQUIRE(call->second == event.agent_call_id);
    busy_agents_.erase(event.agent_call_id);
    calls_.erase(call);
    end(event.customer_call_id);
  }

  template <class Other>
  void check(const Other&) {}

  // --- Parts -------------------------------------------------------------------------------------

  void end(const user_id& who) {
    REQUIRE(known_.contains(who));
    REQUIRE_FALSE(calls_.contains(who));
    REQUIRE_FALSE(busy_agents_.contains(who));
    REQUIRE_FALSE(has_offer(who));
    REQUIRE(ended_.insert(who).second);
  }

  bool has_offer(const user_id& who) const {
    return std::any_of(offers_.begin(), offers_.end(), [&](const auto& each) {
      return each.second.customer == who || each.second.agents.contains(who);
    });
  }

  void leave_offer(const user_id& agent) {
    for (auto& [id, open] : offers_)
      if (open.agents.erase(agent)) REQUIRE_FALSE(open.agents.empty());
  }

  open_offer close(const offer_id& id) {
    const auto found = offers_.find(id);
    REQUIRE(found != offers_.end());
    const auto closed = found->second;
    offers_.erase(found);
    return closed;
  }

  template <class Ended>
  void check_all_ended(const Ended& event) {
    const auto left = close(event.offer_id).agents;
    REQUIRE(left == std::set(event.agent_call_ids.begin(), event.agent_call_ids.end()));
  }

  void check_is_free(const user_id& who) const {
    REQUIRE(known_.contains(who));
    REQUIRE_FALSE(ended_.contains(who));
    REQUIRE_FALSE(suspected_.contains(who));
    REQUIRE_FALSE(calls_.contains(who));
    REQUIRE_FALSE(busy_agents_.contains(who));
    REQUIRE_FALSE(has_offer(who));
  }

  bool can_serve(const side& agent, const side& customer, timestamp at) const {
    const auto wait_ms = agent.agent->turn.tier * state_.settings.tier_step_ms;
    const auto& has = agent.skills.list();
    const auto& needs = customer.skills.list();
    return at - customer.started_at >= wait_ms
           && std::includes(has.begin(), has.end(), needs.begin(), needs.end());
  }

  /// No available customer of a higher priority, or of the same and longer here, could have had
  /// this agent.
  void check_nobody_skipped(const user_id& chosen_id, const user_id& agent_id) const {
    const auto chosen = state_.roster.find(chosen_id);
    const auto agent = state_.roster.find(agent_id);
    REQUIRE(can_serve(*agent, *chosen, now_));
    state_.roster.for_each_side([&](const side_ptr& each) {
      if (!each->customer || !each->is_available() || each->number == chosen->number) return;
      const bool comes_first = each->customer->priority > chosen->customer->priority
                               || (each->customer->priority == chosen->customer->priority
                                   && each->number < chosen->number);
      REQUIRE_FALSE((comes_first && can_serve(*agent, *each, now_)));
    });
  }

  /// Once nothing is due, nobody free is left who could have whom they wait for.
  void check_nobody_waits_in_vain(const desk& story) const {
    std::vector<side_ptr> customers;
    std::vector<side_ptr> agents;
    state_.roster.for_each_side([&](const side_ptr& each) {
      if (each->is_available()) (each->agent ? agents : customers).push_back(each);
    });
    for (const auto& customer : customers)
      for (const auto& agent : agents)
        REQUIRE_FALSE(can_serve(*agent, *customer, story.now()));
  }

  /// Everybody who came is still there or has ended, and the queue agrees.
  void check_sides(const queue::state& of) const {
    REQUIRE(of.roster.size() == known_.size() - ended_.size());
    of.roster.for_each_side([&](const side_ptr& each) {
      REQUIRE(each->is_gone() == ended_.contains(each->call_id));
      const bool is_in_call =
          calls_.contains(each->call_id) || busy_agents_.contains(each->call_id);
      REQUIRE(each->is_matched() == is_in_call);
      REQUIRE((each->status == side_status::offered) == has_offer(each->call_id));
    });
  }

  std::size_t seen_ = 0;
  timestamp now_;
  queue::state state_;
  std::set<user_id> known_;
  std::set<user_id> ended_;
  std::set<user_id> suspected_;
  std::set<user_id> served_;
  std::set<user_id> busy_agents_;
  /// Customer and agent.
  std::map<user_id, user_id> calls_;
  std::map<offer_id, open_offer> offers_;
  user_id accepted_by_;
};

} // namespace switchboard::testing
