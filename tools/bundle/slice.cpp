#include "tools/bundle/slice.hpp"

#include "events/correlation.hpp"
#include "tools/mentions.hpp"
#include "tools/reading.hpp"

#include <algorithm>
#include <iterator>
#include <set>

namespace switchboard::tools {

namespace {

/// An agent may have started long before the call: so far back they are looked for.
constexpr std::uint64_t max_events_looked_back = 50'000;

bool is_membership(const recorded& each) {
  return as<room::created>(each) || as<room::member_added>(each) || as<room::member_removed>(each)
         || as<room::settings_changed>(each);
}

void add_room(const event_log& log, const call_story& story, std::vector<recorded>& into) {
  const auto begin = story.events.front().entry.seq;
  const auto end = story.events.back().entry.seq;
  const auto* invited = story.invited();
  for_each_event_of(log, stream_of(story.room), 1, [&](recorded&& each) {
    if (each.entry.seq > end) return false;
    const bool is_invitation_in_chat = invited && each.entry.seq + 1 == begin;
    if (is_membership(each) || is_invitation_in_chat || call_of(each.entry.body) == story.id.value)
      into.push_back(std::move(each));
    return true;
  });
}

/// Whether a device is connected when the call begins, or was the last to leave.
bool is_remembered(const connection_id& connection, const person_story& person) {
  return std::ranges::find(person.before.devices, connection, &user::device::connection_id)
             != person.before.devices.end()
         || (person.last_departure && person.last_departure->connection_id == connection);
}

/// Whether an event from before the call still bears on how the person stood when it began.
bool still_matters(const recorded& each, const person_story& person, const call_story& story) {
  const auto of_device = [&](const auto* happened) {
    return happened && is_remembered(happened->connection_id, person);
  };
  if (of_device(as<user::device_connected>(each)) || of_device(as<user::device_suspected>(each))
      || of_device(as<user::device_resumed>(each))
      || of_device(as<user::device_disconnected>(each)))
    return true;
  if (const auto* joined = as<user::room_joined>(each)) return joined->room_id == story.room;
  if (const auto* entered = as<user::call_entered>(each))
    return std::ranges::find(person.before.calls, entered->call_id, &user::live_call::call_id)
           != person.before.calls.end();
  return as<user::registered>(each) || as<user::status_set>(each) || as<user::banned>(each)
         || as<user::unbanned>(each);
}

void add_person(const event_log& log, const person_story& person, const call_story& story,
                std::vector<recorded>& into) {
  const auto begin = person.meanwhile.empty() ? UINT64_MAX : person.meanwhile.front().entry.seq;
  for_each_event_of(log, stream_of(person.id), 1, [&](recorded&& each) {
    if (each.entry.seq >= begin || each.entry.time > story.began_at()) return false;
    if (still_matters(each, person, story)) into.push_back(std::move(each));
    return true;
  });
  std::ranges::copy(person.meanwhile, std::back_inserter(into));
}

// --- Queues --------------------------------------------------------------------------------------

bool starts(const recorded& each, const user_id& agent) {
  const auto* ready = as<queue::agent_ready>(each);
  return ready && ready->call_id == agent;
}

/// The agent's events from the last time that they were ready before the customer came.
void add_agent_before(const event_log& log, const call_story& story, const user_id& agent,
                      std::vector<recorded>& into) {
  const auto stream = stream_of(story.queue->name);
  const auto first = story.queue->events.front().entry.seq;
  std::vector<recorded> found;
  for (auto end = first; end > 1 && first - end < max_events_looked_back;) {
    const auto from = end > events_of_one_page ? end - events_of_one_page : 1;
    auto page = log.read_stream(stream, from, end - from);
    for (auto each = page.rbegin(); each != page.rend(); ++each) {
      if (!is_of_call(each->entry, agent.value)) continue;
      const bool is_start = starts(*each, agent);
      if (is_start || as<queue::agent_resumed>(*each)) found.push_back(std::move(*each));
      if (is_start) return void(std::ranges::move(found, std::back_inserter(into)));
    }
    end = from;
  }
}

void add_settings_before(const event_log& log, const call_story& story,
                         std::vector<recorded>& into) {
  const auto first = log.read_stream(stream_of(story.queue->name), 1, 1);
  for (const auto& each : first)
    if (as<queue::settings_changed>(each)) into.push_back(each);
}

void add_queue(const event_log& log, const call_story& story, std::vector<recorded>& into) {
  add_settings_before(log, story, into);
  for (const auto& each : story.queue->events)
    if (const auto* match = as<queue::matched>(each); match && match->room_id == story.room)
      if (std::ranges::none_of(story.queue->events, [&](const recorded& other) {
            return starts(other, match->agent_call_id) && other.entry.seq < each.entry.seq;
          }))
        add_agent_before(log, story, match->agent_call_id, into);
  std::ranges::copy(story.queue->events, std::back_inserter(into));
}

} // namespace

std::vector<recorded> slice_of(const event_log& log, const call_story& story) {
  std::vector<recorded> slice;
  add_room(log, story, slice);
  for (const auto& [id, person] : story.people)
    add_person(log, person, story, slice);
  if (story.queue) add_queue(log, story, slice);
  std::ranges::sort(slice, {}, &recorded::position);
  const auto repeated = std::ranges::unique(slice, {}, &recorded::position);
  slice.erase(repeated.begin(), repeated.end());
  return slice;
}

} // namespace switchboard::tools
