#include "tools/call/queue_words.hpp"

#include "events/correlation.hpp"
#include "tools/phrases.hpp"

#include <string_view>
#include <vector>

namespace switchboard::tools {

namespace {

std::string_view word_of(side_leave_reason reason) {
  return boost::describe::enum_to_string(reason, "gone");
}

struct queue_teller {
  const side_names& names;

  std::string operator()(const queue::customer_waiting& happened) const {
    auto words =
        name_of(happened.call_id) + " began to wait, at place " + std::to_string(happened.position);
    if (happened.priority != 0) words += ", with priority " + std::to_string(happened.priority);
    if (!happened.skills.empty()) words += ", for " + list_words(happened.skills);
    if (happened.expected_wait_ms)
      words += "; expected wait " + duration_words(*happened.expected_wait_ms);
    return words;
  }
  std::string operator()(const queue::customer_suspected& happened) const {
    return dropped(happened.call_id, happened.grace_until);
  }
  std::string operator()(const queue::agent_suspected& happened) const {
    return dropped(happened.call_id, happened.grace_until);
  }
  std::string operator()(const queue::customer_resumed& happened) const {
    return name_of(happened.call_id) + " was connected, on " + happened.node;
  }
  std::string operator()(const queue::agent_resumed& happened) const {
    return name_of(happened.call_id) + " was connected, on " + happened.node;
  }
  std::string operator()(const queue::customer_left& happened) const {
    return name_of(happened.call_id) + " left after waiting " + duration_words(happened.waited_ms);
  }
  std::string operator()(const queue::customer_abandoned& happened) const {
    return name_of(happened.call_id) + " was taken off after waiting "
           + duration_words(happened.waited_ms) + ": " + spaced(word_of(happened.reason));
  }
  std::string operator()(const queue::agent_ready& happened) const {
    return name_of(happened.call_id) + " was ready";
  }
  std::string operator()(const queue::agent_paused& happened) const {
    return name_of(happened.call_id) + " went on a break"
           + (happened.reason == pause_reason::unanswered_offers ? ", having let offers pass" : "");
  }
  std::string operator()(const queue::agent_rested& happened) const {
    return name_of(happened.call_id) + " could be asked again";
  }
  std::string operator()(const queue::agent_wrapping_up& happened) const {
    return name_of(happened.call_id) + " worked on after the call";
  }
  std::string operator()(const queue::agent_gone& happened) const {
    return name_of(happened.call_id) + " was no longer there: " + spaced(word_of(happened.reason));
  }
  std::string operator()(const queue::offer_made& happened) const {
    return names_of(happened.agent_call_ids) + " was asked to take " + happened.customer_name;
  }
  std::string operator()(const queue::offer_accepted& happened) const {
    return name_of(happened.agent_call_id) + " took the offer";
  }
  std::string operator()(const queue::offer_rejected& happened) const {
    return name_of(happened.agent_call_id) + " declined the offer";
  }
  std::string operator()(const queue::offer_timed_out& happened) const {
    return names_of(happened.agent_call_ids) + " did not answer the offer in time";
  }
  std::string operator()(const queue::offer_withdrawn&) const {
    return "the offer was withdrawn, because one of its sides was gone";
  }
  std::string operator()(const queue::matched& happened) const {
    return happened.customer_name + " was matched with " + happened.agent_name + " after "
           + duration_words(happened.waited_ms) + ", as call "
           + call_of(switchboard::event{queue::event{happened}});
  }
  std::string operator()(const queue::call_completed& happened) const {
    auto words = "the call ended as "
                 + spaced(boost::describe::enum_to_string(happened.reason, "ended")) + " after "
                 + duration_words(happened.duration_ms);
    return happened.ended_by ? words + ": " + name_of(*happened.ended_by) + " ended it" : words;
  }
  /// What does not bear on how it went.
  template <class Other>
  std::string operator()(const Other&) const {
    return {};
  }

private:
  std::string name_of(const user_id& side) const {
    const auto found = names.find(side);
    return found == names.end() ? side.value : found->second;
  }
  std::string names_of(const std::vector<user_id>& sides) const {
    std::vector<std::string> all;
    for (const auto& each : sides)
      all.push_back(name_of(each));
    return list_words(all);
  }
  std::string dropped(const user_id& side, timestamp grace_until) const {
    return name_of(side) + " lost the connection, with time until " + clock_time(grace_until)
           + " to come back";
  }
};

} // namespace

void note_names(side_names& into, const queue::event& happened) {
  if (const auto* customer = std::get_if<queue::customer_waiting>(&happened))
    into[customer->call_id] = customer->name + " (customer)";
  if (const auto* agent = std::get_if<queue::agent_ready>(&happened))
    into[agent->call_id] = agent->name + " (agent)";
  if (const auto* match = std::get_if<queue::matched>(&happened)) {
    into[match->customer_call_id] = match->customer_name + " (customer)";
    into[match->agent_call_id] = match->agent_name + " (agent)";
  }
}

std::string queue_words(const queue::event& happened, const side_names& names) {
  return std::visit(queue_teller{names}, happened);
}

} // namespace switchboard::tools
