#include "tools/bundle/slice.hpp"

#include "events/correlation.hpp"
#include "tools/bundle/queue_slice.hpp"
#include "tools/reading.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace switchboard::tools {

namespace {

/// So long after a call it is still told what its people did.
constexpr std::int64_t epilogue_ms = 10 * 60'000;

/// What a slice is about: the call, the calls that its people were in or were rung by when it
/// began, and all of their rooms. Of these the slice tells the whole, and of others nothing.
struct scope {
  std::set<call_id> calls;
  std::set<room_id> rooms;
  /// What happened in the rooms later than this is left out.
  std::optional<timestamp> end;
};

scope scope_of(const call_story& story) {
  scope all;
  all.calls.insert(story.id);
  for (const auto& [id, person] : story.people) {
    for (const auto& each : person.before.calls)
      all.calls.insert(each.call_id);
    for (const auto& each : person.before.invitations)
      all.calls.insert(each.call_id);
  }
  for (const auto& each : all.calls)
    all.rooms.insert(*room_of(each.value));
  if (const auto ended = story.ended_at()) all.end = *ended + epilogue_ms;
  return all;
}

bool is_membership(const recorded& each) {
  return as<room::created>(each) || as<room::member_added>(each) || as<room::member_removed>(each)
         || as<room::settings_changed>(each);
}

/// An invitation stands in the chat, right before the call.
bool is_of_calls(const recorded& each, const scope& all) {
  const auto call = call_of(each.entry.body);
  if (!call.empty()) return all.calls.contains({call});
  const auto* posted = as<room::message_posted>(each);
  return posted && all.calls.contains(call_in({each.entry.stream.key}, each.entry.seq + 1));
}

void add_room(const event_log& log, const room_id& room, const scope& all,
              std::vector<recorded>& into) {
  for_each_event_of(log, stream_of(room), 1, [&](recorded&& each) {
    if (all.end && each.entry.time > *all.end) return false;
    if (is_membership(each) || is_of_calls(each, all)) into.push_back(std::move(each));
    return true;
  });
}

/// Whether a device is connected when the call begins, or was the last to leave.
bool is_remembered(const connection_id& connection, const person_story& person) {
  return std::ranges::find(person.before.devices, connection, &user::device::connection_id)
             != person.before.devices.end()
         || (person.last_departure && person.last_departure->connection_id == connection);
}

/// Whether an event is about no other rooms and calls than those that are told of.
bool is_in_scope(const recorded& each, const scope& all) {
  if (const auto* joined = as<user::room_joined>(each)) return all.rooms.contains(joined->room_id);
  if (const auto* left = as<user::room_left>(each)) return all.rooms.contains(left->room_id);
  const auto call = call_of(each.entry.body);
  return call.empty() || all.calls.contains({call});
}

/// Whether an event from before the call still bears on how the person stood when it began.
bool still_matters(const recorded& each, const person_story& person) {
  const auto of_device = [&](const auto* happened) {
    return happened && is_remembered(happened->connection_id, person);
  };
  if (of_device(as<user::device_connected>(each)) || of_device(as<user::device_suspected>(each))
      || of_device(as<user::device_resumed>(each))
      || of_device(as<user::device_disconnected>(each)))
    return true;
  if (as<user::device_rang>(each)) return of_device(as<user::device_rang>(each));
  return as<user::room_joined>(each) || as<user::room_left>(each)
         || !call_of(each.entry.body).empty() || as<user::registered>(each)
         || as<user::status_set>(each) || as<user::banned>(each) || as<user::unbanned>(each);
}

void add_person(const event_log& log, const person_story& person, const call_story& story,
                const scope& all, std::vector<recorded>& into) {
  const auto begin = person.meanwhile.empty() ? UINT64_MAX : person.meanwhile.front().entry.seq;
  for_each_event_of(log, stream_of(person.id), 1, [&](recorded&& each) {
    if (each.entry.seq >= begin || each.entry.time > story.began_at()) return false;
    if (is_in_scope(each, all) && still_matters(each, person)) into.push_back(std::move(each));
    return true;
  });
  std::ranges::copy_if(person.meanwhile, std::back_inserter(into),
                       [&](const recorded& each) { return is_in_scope(each, all); });
}

} // namespace

std::vector<recorded> slice_of(const event_log& log, const call_story& story) {
  const auto all = scope_of(story);
  std::vector<recorded> slice;
  for (const auto& room : all.rooms)
    add_room(log, room, all, slice);
  for (const auto& [id, person] : story.people)
    add_person(log, person, story, all, slice);
  if (story.queue)
    std::ranges::move(queue_slice_of(log, *story.queue, story.room), std::back_inserter(slice));
  std::ranges::sort(slice, {}, &recorded::position);
  return slice;
}

} // namespace switchboard::tools
