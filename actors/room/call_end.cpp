#include "actors/room/call_end.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/invitations.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

std::vector<user_id> concerned_by(const state& of, const live_call& call) {
  auto everyone = call.attendees;
  if (call.caller_id) everyone.push_back(*call.caller_id);
  // A group's members all follow their room, and those who had no part have nothing to leave.
  for (const auto& each : call.invitations)
    if (of.kind != room_kind::group || each.outcome == invitation_outcome::accepted)
      everyone.push_back(each.user_id);
  for (const auto& each : of.sides)
    everyone.push_back(each.user_id);
  std::ranges::sort(everyone);
  const auto repeated = std::ranges::unique(everyone);
  everyone.erase(repeated.begin(), repeated.end());
  return everyone;
}

/// Whether somebody meant to go, or lost their connection.
bool is_on_purpose(leave_reason why) {
  return why != leave_reason::connection_lost && why != leave_reason::node_restarted;
}

end_reason reason_of_loss(const live_call& call) {
  return call.attendees.size() > 1 ? end_reason::abandoned : end_reason::failed;
}

end_reason reason_of_departure(const live_call& call, leave_reason why) {
  if (is_on_purpose(why)) return end_reason::completed;
  return why == leave_reason::node_restarted ? end_reason::failed : reason_of_loss(call);
}

/// Why nobody came to the call: a no says more than a busy line, and that more than silence.
end_reason reason_of_answers(const std::vector<invitation>& invitations) {
  const auto somebody = [&](invitation_outcome outcome) {
    return std::ranges::find(invitations, outcome, &invitation::outcome) != invitations.end();
  };
  if (somebody(invitation_outcome::rejected)) return end_reason::rejected;
  if (somebody(invitation_outcome::busy)) return end_reason::busy;
  if (somebody(invitation_outcome::missed)) return end_reason::missed;
  return end_reason::cancelled;
}

bool is_deserted(const live_call& call, timestamp now) {
  return call.participants.empty() && !is_awaiting_somebody(call, now);
}

/// Whether the departure of one person ends a started call.
bool is_end_of(draft& so_far, leave_reason why) {
  const auto kind = so_far.room().kind;
  if (kind != room_kind::group) return kind == room_kind::direct;
  const auto& call = *so_far.call();
  return is_deserted(call, so_far.now()) && (is_on_purpose(why) || !is_ringing(call));
}

/// A queue says that its call is over, and why.
refusal end_for_queue(draft& so_far, const end_call& asked) {
  switch (standing_of(so_far.room(), asked.call_id)) {
  case call_standing::live:
    finish_call(so_far, asked.reason.value_or(end_reason::completed), asked.ended_by);
    return {};
  case call_standing::ended:
    return {};
  case call_standing::unknown:
    break;
  }
  // The match may not have arrived yet, when it had to be sent again: the end has to come after it.
  if (!so_far.room().exists() && is_room(so_far.room().id.value))
    return refuse(reject_code::unavailable, "The queue has not opened this call yet.");
  return refuse(reject_code::unknown_call, "There is no such call.");
}

/// A person ends the call: for the caller of a call that rings that is giving up, for the callee it
/// is declining.
refusal hang_up(draft& so_far, const call_id& id, const user_id& user) {
  if (auto refused = unless_known(so_far.room(), id, user)) return refused;
  const auto* call = so_far.call();
  if (!call || call->id != id) return {};
  if (is_ringing_for(*call, user)) {
    reject_for(so_far, {id, user, {}, {}});
    return {};
  }
  if (so_far.room().kind == room_kind::queue)
    return refuse(reject_code::forbidden, "A queue's call is ended through its queue.");
  if (so_far.room().kind == room_kind::group && call->caller_id != user)
    return refuse(reject_code::forbidden,
                  "Only whoever started a group's call may end it for all: leave it instead.");
  finish_call(so_far, call->has_started() ? end_reason::completed : end_reason::cancelled, user);
  return {};
}

} // namespace

void finish_call(draft& so_far, end_reason reason, std::optional<user_id> ended_by) {
  cancel_ringing(so_far);
  const auto& call = *so_far.call();
  // A clock may be set back; a duration is not negative.
  const auto duration_ms =
      std::max<std::int64_t>(0, so_far.now() - call.started_at.value_or(so_far.now()));
  so_far.add(call_ended{call.id, reason, std::move(ended_by), concerned_by(so_far.room(), call),
                        call.started_at, duration_ms});
}

void finish_if_deserted(draft& so_far, const user_id& by, leave_reason why) {
  const auto* call = so_far.call();
  if (!call || is_in(*call, by)) return;
  if (!call->has_started()) {
    if (is_on_purpose(why) && call->caller_id == by) finish_call(so_far, end_reason::cancelled, by);
    return;
  }
  if (!is_end_of(so_far, why)) return;
  finish_call(so_far, reason_of_departure(*call, why),
              is_on_purpose(why) ? std::optional{by} : std::nullopt);
}

void finish_if_unanswered(draft& so_far, std::optional<user_id> ended_by) {
  const auto* call = so_far.call();
  if (!call || is_ringing(*call)) return;
  if (!call->has_started())
    finish_call(so_far, reason_of_answers(call->invitations), std::move(ended_by));
  else if (is_deserted(*call, so_far.now()))
    finish_deserted(so_far);
}

void finish_deserted(draft& so_far) {
  finish_call(so_far, reason_of_loss(*so_far.call()), std::nullopt);
}

refusal answer(draft& so_far, const end_call& asked) {
  if (!asked.ended_by || asked.reason) return end_for_queue(so_far, asked);
  return hang_up(so_far, asked.call_id, *asked.ended_by);
}

} // namespace switchboard::room
