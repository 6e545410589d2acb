#include "actors/user/decider.hpp"
#include "actors/user/limits.hpp"
#include "actors/user/lookup.hpp"

#include <algorithm>

// The room is the authority on its call: it says when an invitation ends and who takes part. What
// it says may arrive in another order than it happened, so nothing here trusts in the order: an end
// that comes first is remembered, and what it ended does not begin afterwards.

namespace switchboard::user {

namespace {

rejection unknown_call() {
  return {reject_code::unknown_call, "This is not the id of a call in a room."};
}

} // namespace

decision<event> decider::operator()(const receive_invitation& asked) const {
  const auto& call = asked.call_id;
  if (!room_of(call.value)) return unknown_call();
  if (is_banned()) return refuse_banned();
  if (find(now_.invitations, &invitation::call_id, call) || is_closed(now_, call)
      || is_over(now_, call))
    return events{};
  events all{invitation_received{call, asked.caller_id, asked.call_type, asked.expires_at}};
  if (is_busy_for(call) || (asked.is_unasked && is_rung_too_often())) {
    all.push_back(invitation_closed{call, invitation_outcome::busy});
    return all;
  }
  // When it has run out on the way, the room has ended it too, and that is on its way as well.
  if (!rings_still({call, asked.caller_id, asked.call_type, asked.expires_at, {}})) return all;
  for (const auto& each : now_.devices)
    if (!each.is_suspected()) all.push_back(device_rang{call, each.connection_id});
  return all;
}

decision<event> decider::operator()(const close_invitation& asked) const {
  if (!room_of(asked.call_id.value)) return unknown_call();
  if (!find(now_.invitations, &invitation::call_id, asked.call_id)
      && is_closed(now_, asked.call_id))
    return events{};
  return events{invitation_closed{asked.call_id, asked.outcome}};
}

decision<event> decider::operator()(const enter_call& asked) const {
  if (!room_of(asked.call_id.value)) return unknown_call();
  if (is_over(now_, asked.call_id)) return events{};
  const auto* const entered = find(now_.calls, &live_call::call_id, asked.call_id);
  if (!asked.connection_id) {
    // They called or answered before a device came in: if one has left already, this is late.
    if (entered != nullptr || was_left(now_, asked.call_id)) return events{};
    return events{call_entered{asked.call_id, std::nullopt}};
  }
  const auto& connection = *asked.connection_id;
  if (entered != nullptr && contains(entered->connections, connection)) return events{};

  const auto* const with = find(now_.devices, &device::connection_id, connection);
  // The device was gone before the room let it in: the room must be told, or it would wait for it.
  // Only a goodbye is that quick, for a device that is lost stays for a grace.
  if (with == nullptr)
    return events{device_disconnected{connection, disconnect_reason::closed, {asked.call_id}}};
  events all{call_entered{asked.call_id, connection}};
  if (contains(now_.early_exits, early_exit{asked.call_id, connection}))
    all.push_back(call_exited{asked.call_id, connection});
  // The room knows nothing of a suspicion that is older than the arrival.
  else if (with->is_suspected())
    all.push_back(
        device_suspected{connection, *with->grace_until, {asked.call_id}, with->suspicion});
  return all;
}

decision<event> decider::operator()(const exit_call& asked) const {
  if (!room_of(asked.call_id.value)) return unknown_call();
  const auto* const entered = find(now_.calls, &live_call::call_id, asked.call_id);
  if (!asked.connection_id) {
    if (entered == nullptr && is_over(now_, asked.call_id)) return events{};
    return events{call_exited{asked.call_id, std::nullopt}};
  }
  const auto& connection = *asked.connection_id;
  const bool is_in = entered != nullptr && contains(entered->connections, connection);
  // A device that is not connected cannot come in afterwards, so its exit need not be remembered.
  const bool may_come_in = !is_over(now_, asked.call_id)
                           && find(now_.devices, &device::connection_id, connection)
                           && !contains(now_.early_exits, early_exit{asked.call_id, connection});
  if (!is_in && !may_come_in) return events{};
  return events{call_exited{asked.call_id, connection}};
}

bool decider::rings_still(const invitation& each) const {
  return each.expires_at > in_.now && !find(now_.calls, &live_call::call_id, each.call_id)
         && !was_left(now_, each.call_id) && !is_over(now_, each.call_id);
}

/// Those whom they know reach them all the same.
bool decider::is_rung_too_often() const {
  const auto limit = in_.policy.rings_per_minute;
  return limit > 0 && now_.rung_count >= limit && now_.rung_since + ringing_span_ms > in_.now;
}

bool decider::is_busy_for(const call_id& call) const {
  if (now_.status != availability::available || now_.invitations.size() >= max_ringing) return true;
  const auto room = room_of(call.value);
  // A room has one call at a time: one of the same room is this one, or an earlier one that is
  // over.
  return !now_.call_waiting
         && std::any_of(now_.calls.begin(), now_.calls.end(),
                        [&](const live_call& each) { return room_of(each.call_id.value) != room; });
}

} // namespace switchboard::user
