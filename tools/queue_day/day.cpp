#include "tools/queue_day/day.hpp"

#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <map>
#include <set>

namespace switchboard::tools {

namespace {

class reader {
public:
  reader(queue_day& into, std::optional<timestamp> since) : day_{into}, since_{since} {
    day_.settings.push_back({});
  }

  void read(const envelope& entry) {
    at_ = entry.time;
    day_.ends_at = at_;
    std::visit(*this, std::get<queue::event>(entry.body));
  }

  void finish() {
    if (answers_ > 0) day_.answer_ms = answered_ms_ / answers_;
  }

  void operator()(const queue::customer_waiting& happened) {
    if (is_before_day()) return;
    places_[happened.call_id] = day_.customers.size();
    day_.customers.push_back(
        {happened.call_id, happened.name, happened.skills, happened.priority, at_, {}, {}, {}, {}});
  }
  void operator()(const queue::matched& happened) {
    if (auto* who = find(happened.customer_call_id)) {
      who->waited_ms = happened.waited_ms;
      who->served_by = happened.agent_call_id;
    }
  }
  void operator()(const queue::call_completed& happened) {
    if (auto* who = find(happened.customer_call_id)) who->call_ms = happened.duration_ms;
  }
  void operator()(const queue::customer_left& happened) { leave(happened); }
  void operator()(const queue::customer_abandoned& happened) { leave(happened); }

  void operator()(const queue::agent_ready& happened) {
    if (known_.insert(happened.call_id).second) {
      day_.agents.push_back({happened.call_id, happened.name, happened.skills, happened.tier});
      act(happened.call_id, agent_act::start);
    } else if (paused_.erase(happened.call_id) == 1) {
      act(happened.call_id, agent_act::come_back);
    }
  }
  void operator()(const queue::agent_paused& happened) {
    if (happened.reason != pause_reason::asked) return;
    paused_.insert(happened.call_id);
    act(happened.call_id, agent_act::pause);
  }
  void operator()(const queue::agent_gone& happened) { act(happened.call_id, agent_act::go); }

  void operator()(const queue::offer_made& happened) { offered_[happened.offer_id] = at_; }
  void operator()(const queue::offer_accepted& happened) {
    const auto made = offered_.find(happened.offer_id);
    if (made == offered_.end()) return;
    answered_ms_ += at_ - made->second;
    ++answers_;
    offered_.erase(made);
  }

  void operator()(const queue::settings_changed& happened) {
    if (is_before_day())
      day_.settings.front() = {at_, happened.settings};
    else
      day_.settings.push_back({at_, happened.settings});
  }

  /// What the rules will decide anew.
  template <class Other>
  void operator()(const Other&) {}

private:
  bool is_before_day() const { return since_ && at_ < *since_; }

  /// Who began before the day is there when it begins.
  void act(const user_id& agent, agent_act what) {
    day_.acts.push_back({is_before_day() ? *since_ : at_, agent, what});
  }

  template <class Event>
  void leave(const Event& happened) {
    if (auto* who = find(happened.call_id)) who->patience_ms = happened.waited_ms;
  }

  customer_of_day* find(const user_id& id) {
    const auto place = places_.find(id);
    return place == places_.end() ? nullptr : &day_.customers[place->second];
  }

  queue_day& day_;
  std::optional<timestamp> since_;
  timestamp at_;
  std::map<user_id, std::size_t> places_;
  std::set<user_id> known_;
  std::set<user_id> paused_;
  std::map<offer_id, timestamp> offered_;
  std::int64_t answered_ms_ = 0;
  std::int64_t answers_ = 0;
};

} // namespace

queue_day read_day(const event_log& log, const queue_name& queue, std::optional<timestamp> since,
                   std::optional<timestamp> until) {
  queue_day day;
  day.queue = queue;
  reader reads{day, since};
  for_each_event_of(log, stream_of(queue), 1, [&](const recorded& each) {
    if (until && each.entry.time > *until) return false;
    reads.read(each.entry);
    return true;
  });
  reads.finish();
  if (day.customers.empty()) throw not_found{"no customer came to queue " + queue.value + " then"};
  return day;
}

} // namespace switchboard::tools
