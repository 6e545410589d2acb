#include "tools/queue_day/rerun.hpp"

#include "actors/queue/rules.hpp"
#include "tools/phrases.hpp"

#include <map>
#include <set>

namespace switchboard::tools {

namespace {

/// The average of the calls that are known; for who would be served though they were not.
std::int64_t usual_call_ms(const queue_day& day) {
  std::int64_t total_ms = 0;
  std::int64_t calls = 0;
  for (const auto& each : day.customers)
    if (each.call_ms) {
      total_ms += *each.call_ms;
      ++calls;
    }
  return calls == 0 ? 0 : total_ms / calls;
}

/// The queue's rules over again, with a clock of their own.
class rerunner {
public:
  rerunner(const queue_day& day, const other_settings& change)
      : day_{day}, change_{change}, usual_call_ms_{usual_call_ms(day)} {
    state_.id = day.queue;
    for (std::size_t i = 0; i < day.customers.size(); ++i)
      places_[day.customers[i].id] = i;
  }

  queue_day run() && {
    again_ = day_;
    for (auto& each : again_.customers)
      each.waited_ms = each.patience_ms = each.call_ms = std::nullopt;
    plan_the_day();
    for (auto next = next_moment(); next && *next <= day_.ends_at; next = next_moment()) {
      now_ = *next;
      if (due_ && *due_ <= now_)
        ask(tick{});
      else
        do_first_planned();
    }
    return std::move(again_);
  }

private:
  using plan = std::multimap<timestamp, std::function<void()>>;

  // --- What is known beforehand ------------------------------------------------------------------

  void plan_the_day() {
    now_ = day_.customers.front().came_at;
    for (const auto& each : day_.acts)
      now_ = std::min(now_, each.at);
    for (const auto& each : day_.settings)
      at(std::max(each.at, now_),
         [this, &each] { ask(queue::change_settings{change_(each.settings)}); });
    std::map<user_id, const agent_of_day*> agents;
    for (const auto& each : day_.agents)
      agents[each.id] = &each;
    for (const auto& each : day_.acts)
      at(each.at, [this, &each, agent = agents.at(each.agent)] { act(each.what, *agent); });
    for (const auto& each : day_.customers)
      at(each.came_at, [this, &each] { come(each); });
  }

  void come(const customer_of_day& who) {
    ask(queue::start_customer{who.id, who.name, who.skills, who.priority, {}});
    connect(who.id);
    if (who.patience_ms)
      at(who.came_at + *who.patience_ms, [this, id = who.id] { lose_patience(id); });
  }

  void act(agent_act what, const agent_of_day& agent) {
    switch (what) {
    case agent_act::start:
      ask(queue::start_agent{agent.id, agent.name, agent.skills, agent.tier, {}});
      return connect(agent.id);
    case agent_act::pause:
      return ask(queue::pause_agent{agent.id});
    case agent_act::come_back:
      return ask(queue::make_agent_ready{agent.id});
    case agent_act::go:
      // Nobody goes in the middle of a call: they take no more, and go when it is over.
      ask(queue::pause_agent{agent.id});
      leaving_.insert(agent.id);
      return go_if_free(agent.id);
    }
  }

  // --- What follows ------------------------------------------------------------------------------

  void at(timestamp when, std::function<void()> what) { planned_.emplace(when, std::move(what)); }

  void do_first_planned() {
    const auto first = planned_.begin();
    const auto act = std::move(first->second);
    planned_.erase(first);
    act();
  }

  std::optional<timestamp> next_moment() const {
    auto next = due_;
    if (!planned_.empty() && (!next || planned_.begin()->first < *next))
      next = planned_.begin()->first;
    return next;
  }

  void connect(const user_id& side) {
    ask(queue::connect_side{side, {"of-" + side.value}, "rerun", "1"});
  }

  void lose_patience(const user_id& customer) {
    const auto who = state_.roster.find(customer);
    if (who && !who->is_matched() && !who->is_gone()) ask(queue::leave_side{customer});
  }

  void go_if_free(const user_id& agent) {
    const auto who = state_.roster.find(agent);
    if (who && !who->is_matched() && leaving_.erase(agent) == 1) ask(queue::leave_side{agent});
  }

  void ask(const queue::command& asked) {
    auto decided = queue::rules::decide(state_, asked, {now_, seq_, policy_});
    if (auto* events = std::get_if<0>(&decided))
      for (auto& each : *events) {
        envelope entry{{}, stream_of(day_.queue), ++seq_, now_, "", "", "", "", std::move(each)};
        queue::rules::evolve(state_, entry);
        note(std::get<queue::event>(entry.body));
      }
    due_ = queue::rules::deadline(state_);
  }

  void note(const queue::event& happened) {
    if (const auto* offer = std::get_if<queue::offer_made>(&happened))
      at(now_ + day_.answer_ms,
         [this, id = offer->offer_id, agent = offer->agent_call_ids.front()] {
           ask(queue::accept_offer{agent, id});
         });
    if (const auto* left = std::get_if<queue::customer_left>(&happened))
      again_.customers[places_.at(left->call_id)].patience_ms = left->waited_ms;
    if (const auto* match = std::get_if<queue::matched>(&happened)) {
      const auto place = places_.at(match->customer_call_id);
      again_.customers[place].waited_ms = match->waited_ms;
      again_.customers[place].served_by = match->agent_call_id;
      at(now_ + day_.customers[place].call_ms.value_or(usual_call_ms_),
         [this, customer = match->customer_call_id] { ask(queue::complete_call{customer}); });
    }
    if (const auto* over = std::get_if<queue::call_completed>(&happened)) {
      again_.customers[places_.at(over->customer_call_id)].call_ms = over->duration_ms;
      at(now_, [this, agent = over->agent_call_id] { go_if_free(agent); });
    }
  }

  const queue_day& day_;
  const other_settings& change_;
  const std::int64_t usual_call_ms_;
  const policy policy_{};
  queue_day again_;
  std::map<user_id, std::size_t> places_;
  queue::state state_;
  std::uint64_t seq_ = 0;
  timestamp now_;
  std::optional<timestamp> due_;
  plan planned_;
  std::set<user_id> leaving_;
};

} // namespace

queue_day rerun(const queue_day& day, const other_settings& change) {
  return rerunner{day, change}.run();
}

std::string assumptions(const queue_day& day) {
  return "The model lets customers and agents come when they came, by the queue's own rules. Each "
         "call\nlasts as long as it did, whoever takes it; one that did not take place lasts "
         + duration_words(usual_call_ms(day))
         + ", the average. Who\nleft unserved leaves after the same wait; who was served would "
           "have waited on. Breaks are\ntaken when they were asked for, and nobody goes in the "
           "middle of a call. Every offer is accepted\nafter "
         + duration_words(day.answer_ms)
         + ", the average. No connection is lost. Compare the two columns of the model; the\n"
           "recorded day shows how far the model can be believed.\n";
}

} // namespace switchboard::tools
