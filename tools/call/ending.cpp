#include "tools/call/ending.hpp"

#include "tools/call/naming.hpp"
#include "tools/phrases.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>

namespace switchboard::tools {

namespace {

bool is_loss(leave_reason why) {
  return why == leave_reason::connection_lost || why == leave_reason::node_restarted;
}

/// The last device that left for one of these reasons.
template <class Predicate>
const recorded* last_departure(const call_story& story, Predicate is_meant) {
  const recorded* last = nullptr;
  for (const auto& each : story.events)
    if (const auto* left = as<room::participant_left>(each); left && is_meant(*left)) last = &each;
  return last;
}

/// When the device that left had dropped; nothing if it went without a grace.
template <class Suspected>
std::optional<timestamp> dropped_at(const std::vector<recorded>& events,
                                    const connection_id& connection, timestamp until) {
  std::optional<timestamp> at;
  for (const auto& each : events)
    if (const auto* lost = as<Suspected>(each);
        lost && lost->connection_id == connection && each.entry.time <= until)
      at = each.entry.time;
  return at;
}

/// The room only sees that a device is gone; its owner's events know whether its server went.
bool went_with_server(const call_story& story, const room::participant_left& left) {
  if (left.reason == leave_reason::node_restarted) return true;
  const auto owner = story.people.find(left.user_id);
  return owner != story.people.end()
         && std::ranges::any_of(owner->second.meanwhile, [&](const recorded& each) {
              const auto* lost = as<user::device_suspected>(each);
              return lost && lost->connection_id == left.connection_id
                     && lost->reason == disconnect_reason::node_restarted;
            });
}

std::string lost_device_words(const call_story& story, const recorded& departure) {
  const auto& left = *as<room::participant_left>(departure);
  const auto device = naming{story}.device(left.user_id, left.connection_id);
  const auto gone_at = departure.entry.time;
  const auto dropped =
      dropped_at<room::participant_suspected>(story.events, left.connection_id, gone_at);
  const std::string how = went_with_server(story, left)
                              ? " was cut off when its server started anew"
                              : " lost its connection";
  if (!dropped) return device + how;
  return device + how + " at " + clock_time(*dropped) + " and was not back within "
         + duration_words(gone_at - *dropped);
}

/// Those who answered and those who came in are not always the same.
std::string never_together_words(const call_story& story) {
  std::set<user_id> came_in;
  std::vector<std::string> awaited;
  const naming names{story};
  for (const auto& each : story.events) {
    if (const auto* joined = as<room::participant_joined>(each)) came_in.insert(joined->user_id);
  }
  for (const auto& each : story.events)
    if (const auto* accepted = as<room::call_accepted>(each);
        accepted && !came_in.contains(accepted->user_id))
      awaited.push_back(names.person(accepted->user_id));
  const auto* invited = story.invited();
  if (invited && !came_in.contains(invited->caller_id))
    awaited.push_back(names.person(invited->caller_id));
  if (awaited.empty()) return "Those who answered never came together";
  return list_words(awaited) + " never came in with a device";
}

std::string agent_gone_words(const queue_story& in, const naming& names) {
  for (const auto& each : in.events)
    if (const auto* gone = as<queue::agent_gone>(each);
        gone && gone->reason == side_leave_reason::never_connected)
      return names.person(gone->call_id) + " never opened a connection";
  return {};
}

/// In a queue, the side that dropped and was not back.
std::string lost_side_words(const call_story& story, const queue_story& in) {
  const naming names{story};
  if (auto words = agent_gone_words(in, names); !words.empty()) return words;
  std::map<user_id, timestamp> away;
  std::set<user_id> seen;
  for (const auto& each : in.events) {
    if (const auto* lost = as<queue::customer_suspected>(each))
      away[lost->call_id] = each.entry.time;
    if (const auto* lost = as<queue::agent_suspected>(each)) away[lost->call_id] = each.entry.time;
    const auto* customer = as<queue::customer_resumed>(each);
    const auto* agent = as<queue::agent_resumed>(each);
    if (!customer && !agent) continue;
    const auto& back = customer ? customer->call_id : agent->call_id;
    away.erase(back);
    seen.insert(back);
  }
  const auto end = story.ended_at().value_or(story.events.back().entry.time);
  for (const auto& [side, at] : away)
    return names.person(side) + " lost the connection at " + clock_time(at)
           + " and was not back within " + duration_words(end - at);
  for (const auto& [side, name] : story.side_names)
    if (!seen.contains(side)) return name + " never opened a connection";
  return "A side was lost";
}

} // namespace

std::string hang_up_words(const call_story& story) {
  const auto& by = story.ended()->ended_by;
  if (!by) return {};
  const auto who = naming{story}.person(*by);
  const auto* departure =
      last_departure(story, [&](const auto& left) { return left.user_id == *by; });
  const bool is_the_end = departure
                          && departure->entry.command_id == story.events.back().entry.command_id
                          && departure->entry.time == story.events.back().entry.time;
  if (!is_the_end) return who + " hung up";
  const auto reason = as<room::participant_left>(*departure)->reason;
  if (reason == leave_reason::removed) return who + " was removed from the room";
  if (reason == leave_reason::replaced) return who + "'s device was replaced by another";
  return who + " left";
}

std::string loss_words(const call_story& story) {
  const auto* departure =
      last_departure(story, [](const auto& left) { return is_loss(left.reason); });
  if (story.queue) return lost_side_words(story, *story.queue);
  return departure ? lost_device_words(story, *departure) : never_together_words(story);
}

} // namespace switchboard::tools
