#include "tests/simulation/agreement.hpp"

#include "tests/simulation/broken.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace switchboard::simulation {

namespace {

/// What is known of one person: on which device they are in which call, until when a device may be
/// away, and what rings for them.
struct standing {
  std::map<std::pair<std::string, std::string>, std::optional<timestamp>> devices_in_calls;
  std::map<std::string, timestamp> ringing;
  std::set<std::string> rooms;
};

using standings = std::map<std::string, standing>;

standings told_by_users(const replay& log) {
  standings all;
  for (const auto& [id, person] : log.states<user::rules>()) {
    auto& of = all[id];
    std::map<std::string, std::optional<timestamp>> graces;
    for (const auto& device : person.devices)
      graces[device.connection_id.value] = device.grace_until;
    for (const auto& call : person.calls)
      for (const auto& connection : call.connections)
        of.devices_in_calls[{call.call_id.value, connection.value}] = graces[connection.value];
    for (const auto& each : person.invitations)
      of.ringing[each.call_id.value] = each.expires_at;
    for (const auto& room : person.rooms)
      of.rooms.insert(room.value);
  }
  return all;
}

standings told_by_rooms(const replay& log) {
  standings all;
  for (const auto& [id, room] : log.states<room::rules>()) {
    for (const auto& each : room.members)
      all[each.value].rooms.insert(id);
    const auto* call = room.call();
    if (!call) continue;
    for (const auto& each : call->participants)
      all[each.user_id.value].devices_in_calls[{call->id.value, each.connection_id.value}] =
          each.suspected_until;
    // What rings for the members of a group, only the room knows.
    if (!pair_of({id})) continue;
    for (const auto& each : call->invitations)
      if (each.is_pending()) all[each.user_id.value].ringing[call->id.value] = *call->expires_at;
  }
  return all;
}

void require(bool is_so, const std::string& user, const std::string& what) {
  if (!is_so) throw broken{user + " and the rooms do not agree on " + what};
}

/// A call in which nobody's device is any more must not stand as one that goes on.
void check_calls_are_live(const replay& log, const std::string& id, const user::state& person) {
  for (const auto& call : person.calls) {
    const auto room = log.now<room::rules>(stream_of(*room_of(call.call_id.value)));
    require(room.call() && room.call()->id == call.call_id, id,
            "whether " + call.call_id.value + " goes on");
  }
}

} // namespace

void check_agreement(const replay& log) {
  const auto by_rooms = told_by_rooms(log);
  for (const auto& [id, known] : told_by_users(log)) {
    const auto found = by_rooms.find(id);
    const auto expected = found == by_rooms.end() ? standing{} : found->second;
    require(known.rooms == expected.rooms, id, "which rooms they are in");
    require(known.devices_in_calls == expected.devices_in_calls, id, "who is in which call");
    require(known.ringing == expected.ringing, id, "what rings");
  }
  for (const auto& [id, person] : log.states<user::rules>())
    check_calls_are_live(log, id, person);
}

} // namespace switchboard::simulation
