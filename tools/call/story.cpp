#include "tools/call/story.hpp"

#include "actors/user/rules.hpp"
#include "events/correlation.hpp"
#include "tools/call/queue_words.hpp"
#include "tools/mentions.hpp"
#include "tools/reading.hpp"
#include "tools/usage_error.hpp"

#include <algorithm>
#include <set>

namespace switchboard::tools {

namespace {

/// For so long after a call it matters whether somebody came back.
constexpr std::int64_t aftermath_ms = 10 * 60'000;

std::vector<recorded> events_of_call(const event_log& log, const room_id& room,
                                     const call_id& call) {
  std::vector<recorded> events;
  for_each_event_of(log, stream_of(room), seq_of(call.value), [&](recorded&& each) {
    if (call_of(each.entry.body) != call.value) return !events.empty();
    events.push_back(std::move(each));
    return !as<room::call_ended>(events.back());
  });
  if (events.empty())
    throw not_found{"there is no call " + call.value + " in this log: " + to_string(stream_of(room))
                    + " #" + std::to_string(seq_of(call.value)) + " is not the beginning of one"};
  return events;
}

// --- People --------------------------------------------------------------------------------------

std::set<user_id> parties_of(const call_story& story) {
  std::set<user_id> parties;
  for (const auto& each : story.events) {
    if (const auto* invited = as<room::call_invited>(each)) {
      parties.insert(invited->caller_id);
      parties.insert(invited->targets.begin(), invited->targets.end());
    }
    if (const auto* joined = as<room::participant_joined>(each)) parties.insert(joined->user_id);
  }
  std::erase_if(parties, [](const user_id& each) { return queue_of(each.value).has_value(); });
  return parties;
}

void note_devices(person_story& of, const recorded& each) {
  if (const auto* connected = as<user::device_connected>(each))
    of.device_names[connected->connection_id] = connected->device;
  if (const auto* gone = as<user::device_disconnected>(each))
    of.last_departure = departure{each.entry.time, gone->connection_id,
                                  of.device_names[gone->connection_id], gone->reason};
}

person_story tell_person(const event_log& log, const user_id& id, const call_story& story) {
  person_story person{id, {}, {}, {}, {}};
  person.before.id = id;
  const auto end = story.ended_at();
  bool has_begun = false;
  for_each_event_of(log, stream_of(id), 1, [&](recorded&& each) {
    has_begun = has_begun || each.entry.time > story.began_at()
                || call_of(each.entry.body) == story.id.value;
    if (has_begun && end && each.entry.time > *end + aftermath_ms) return false;
    if (has_begun) {
      if (const auto* connected = as<user::device_connected>(each))
        person.device_names[connected->connection_id] = connected->device;
      person.meanwhile.push_back(std::move(each));
    } else {
      note_devices(person, each);
      user::rules::evolve(person.before, each.entry);
    }
    return true;
  });
  return person;
}

// --- Queues --------------------------------------------------------------------------------------

/// The queue and the number of the match that made a room.
struct match_place {
  queue_name queue;
  std::uint64_t seq = 0;
};

std::optional<match_place> match_of(const room_id& room) {
  constexpr std::string_view prefix = "queue~";
  if (!room.value.starts_with(prefix)) return std::nullopt;
  const auto end = room.value.rfind('~');
  return match_place{{room.value.substr(prefix.size(), end - prefix.size())},
                     std::stoull(room.value.substr(end + 1))};
}

/// Before the match, an agent matters from when they were last free: what they did for others is
/// not of this call.
void leave_out_earlier_calls(std::vector<recorded>& events, const queue::matched& match) {
  const auto is_match = [&](const recorded& each) {
    const auto* found = as<queue::matched>(each);
    return found && found->room_id == match.room_id;
  };
  const auto is_ready = [&](const recorded& each) {
    const auto* ready = as<queue::agent_ready>(each);
    return ready && ready->call_id == match.agent_call_id;
  };
  const auto matched = std::ranges::find_if(events, is_match);
  auto free = matched;
  while (free != events.begin() && (free == events.end() || !is_ready(*free)))
    --free;
  const auto is_of_others = [&](const recorded& each) {
    return !is_of_call(each.entry, match.customer_call_id.value);
  };
  events.erase(std::remove_if(events.begin(), free, is_of_others), free);
}

std::optional<queue_story> tell_queue(const event_log& log, const match_place& at) {
  const auto stream = stream_of(at.queue);
  const auto found = find_event(log, stream, at.seq);
  const auto* match = found ? as<queue::matched>(*found) : nullptr;
  if (!match) return std::nullopt;
  queue_story story{at.queue, {}};
  const auto from = first_seq_since(log, stream, found->entry.time + -match->waited_ms);
  std::optional<timestamp> over;
  for_each_event_of(log, stream, from, [&](recorded&& each) {
    // What becomes of the agent is decided together with the end of the call.
    if (over && each.entry.time > *over) return false;
    const auto* completed = as<queue::call_completed>(each);
    if (completed && completed->room_id == match->room_id) over = each.entry.time;
    if (is_of_call(each.entry, match->customer_call_id.value)
        || is_of_call(each.entry, match->agent_call_id.value))
      story.events.push_back(std::move(each));
    return true;
  });
  leave_out_earlier_calls(story.events, *match);
  return story;
}

bool begins_side(const recorded& each, const user_id& side) {
  const auto* customer = as<queue::customer_waiting>(each);
  const auto* agent = as<queue::agent_ready>(each);
  return (customer && customer->call_id == side) || (agent && agent->call_id == side);
}

/// From where the side begins, up to some time after it was gone, if it is.
std::vector<recorded> events_of_side(const event_log& log, const queue_name& queue,
                                     const user_id& side, std::uint64_t from_seq,
                                     std::optional<timestamp> until) {
  std::vector<recorded> events;
  for_each_event_of(log, stream_of(queue), from_seq, [&](recorded&& each) {
    if (until && each.entry.time > *until + aftermath_ms) return false;
    if (!events.empty() ? is_of_call(each.entry, side.value) : begins_side(each, side))
      events.push_back(std::move(each));
    return true;
  });
  return events;
}

} // namespace

const room::call_invited* call_story::invited() const {
  return as<room::call_invited>(events.front());
}

const room::call_ended* call_story::ended() const { return as<room::call_ended>(events.back()); }

std::optional<timestamp> call_story::ended_at() const {
  return ended() ? std::optional{events.back().entry.time} : std::nullopt;
}

call_story tell_call(const event_log& log, const call_id& call) {
  const auto room = room_of(call.value);
  if (!room)
    throw usage_error{"'" + call.value
                      + "' is no call's id: give one such as direct~alice~bob~17, or a queue's "
                        "side_…"};
  call_story story{call, *room, events_of_call(log, *room, call), {}, {}, {}};
  for (const auto& each : parties_of(story))
    story.people.emplace(each, tell_person(log, each, story));
  if (const auto match = match_of(*room)) story.queue = tell_queue(log, *match);
  if (story.queue)
    for (const auto& each : story.queue->events)
      note_names(story.side_names, std::get<queue::event>(each.entry.body));
  return story;
}

std::vector<recorded> tell_side(const event_log& log, const user_id& side, const find_stay& find) {
  const auto queue = *queue_of(side.value);
  if (const auto stay = find ? find(side) : std::nullopt) {
    const auto from = first_seq_since(log, stream_of(queue), stay->from);
    auto events = events_of_side(log, queue, side, from, stay->until);
    if (!events.empty()) return events;
  }
  auto events = events_of_side(log, queue, side, 1, std::nullopt);
  if (events.empty())
    throw not_found{"there is no side " + side.value + " in queue " + queue.value};
  return events;
}

std::optional<call_id> last_call_of(const std::vector<recorded>& events_of_side) {
  std::optional<call_id> last;
  for (const auto& each : events_of_side)
    if (as<queue::matched>(each)) last = call_id{call_of(each.entry.body)};
  return last;
}

call_id call_named(const event_log& log, std::string_view id, const find_stay& find) {
  auto known = without_key(std::string{id});
  if (!queue_of(known)) return {std::move(known)};
  const auto call = last_call_of(tell_side(log, user_id{known}, find));
  if (!call) throw not_found{known + " has had no call"};
  return *call;
}

} // namespace switchboard::tools
