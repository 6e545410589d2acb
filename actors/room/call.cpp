#include "actors/room/call.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

template <class List, class Predicate>
auto* find_in(List& list, Predicate is_wanted) {
  const auto found = std::ranges::find_if(list, is_wanted);
  return found == list.end() ? nullptr : &*found;
}

auto is_device(const user_id& user, const connection_id& connection) {
  return [&](const participant& each) {
    return each.connection_id == connection && each.user_id == user;
  };
}

auto is_for(const user_id& user) {
  return [&](const invitation& each) { return each.user_id == user; };
}

bool has_attended(const live_call& call, const user_id& user) {
  return std::ranges::find(call.attendees, user) != call.attendees.end();
}

bool has_accepted(const live_call& call, const user_id& user) {
  const auto* invited = find_invitation(call, user);
  return invited && invited->outcome == invitation_outcome::accepted;
}

} // namespace

participant* find_participant(live_call& call, const user_id& user,
                              const connection_id& connection) {
  return find_in(call.participants, is_device(user, connection));
}

const participant* find_participant(const live_call& call, const user_id& user,
                                    const connection_id& connection) {
  return find_in(call.participants, is_device(user, connection));
}

invitation* find_invitation(live_call& call, const user_id& user) {
  return find_in(call.invitations, is_for(user));
}

const invitation* find_invitation(const live_call& call, const user_id& user) {
  return find_in(call.invitations, is_for(user));
}

bool is_in(const live_call& call, const user_id& user) {
  return std::ranges::find(call.participants, user, &participant::user_id)
         != call.participants.end();
}

bool is_ringing(const live_call& call) {
  return std::ranges::any_of(call.invitations, &invitation::is_pending);
}

bool is_ringing_for(const live_call& call, const user_id& user) {
  const auto* invited = find_invitation(call, user);
  return invited && invited->is_pending();
}

bool is_party(const live_call& call, const user_id& user) {
  return call.caller_id == user || is_in(call, user) || has_accepted(call, user);
}

bool is_engaged(const live_call& call, const user_id& user) {
  if (is_in(call, user)) return true;
  // A group's call goes on without the caller, a pair's does not.
  const bool needs_caller = is_ringing(call) || call.invitations.size() == 1;
  if (call.caller_id == user && needs_caller) return true;
  return has_accepted(call, user) && !has_attended(call, user);
}

bool is_awaiting_somebody(const live_call& call, timestamp now) {
  if (!call.join_by || *call.join_by <= now) return false;
  return std::ranges::any_of(call.invitations, [&](const invitation& each) {
    return each.outcome == invitation_outcome::accepted && !has_attended(call, each.user_id);
  });
}

} // namespace switchboard::room
