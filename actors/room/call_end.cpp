#include "actors/room/call_end.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/invitations.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

std::vector<user_id> concerned_by(const state& of, const live_call& call) {
  auto everyone = call.attendees;
  if (call.caller_id) everyone.push_back(*call.caller_id);
  for (const auto& each : call.invitations)
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
  const auto& call = *so_far.call();
  switch (so_far.room().kind.value_or(room_kind::direct)) {
  case room_kind::direct:
    return true;
  case room_kind::group:
    return is_deserted(call, so_far.now()) && (is_on_purpose(why) || !is_ringing(call));
  case room_kind::queue:
    return false;
  }
  return false;
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
  const auto standing = standing_of(so_far.room(), asked.call_id);
  const auto reason = asked.reason.value_or(end_reason::completed);
  if (!asked.ended_by) {
    if (standing == call_standing::unknown)
      return refuse(reject_code::unknown_call, "There is no such call.");
    if (standing == call_standing::live) finish_call(so_far, reason, std::nullopt);
    return {};
  }
  const auto& user = *asked.ended_by;
  if (auto refused = unless_known(so_far.room(), asked.call_id, user)) return refused;
  if (standing == call_standing::ended) return {};

  const auto& call = *so_far.call();
  if (is_ringing_for(call, user)) {
    reject_for(so_far, {asked.call_id, user, {}, {}});
    return {};
  }
  const auto kind = so_far.room().kind;
  if (kind == room_kind::queue && !asked.reason)
    return refuse(reject_code::forbidden, "A queue's call is ended through its queue.");
  if (kind == room_kind::group && call.caller_id != user)
    return refuse(reject_code::forbidden,
                  "Only whoever started a group's call may end it for all: leave it instead.");
  finish_call(so_far, call.has_started() ? reason : end_reason::cancelled, user);
  return {};
}

} // namespace switchboard::room
