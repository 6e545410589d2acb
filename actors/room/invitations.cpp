#include "actors/room/invitations.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/burden.hpp"
#include "actors/room/call_end.hpp"
#include "actors/room/membership.hpp"
#include "actors/rules/mutation.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

/// What stands in the chat for a call: `extra_data` of its system message. Its fields are in the
/// order of the alphabet, as a parsed JSON text has them, so that the message is the same to the
/// letter whether it comes from memory or from the log.
struct call_invitation {
  switchboard::call_id call_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  user_id caller_id;
  timestamp expires_at;
  std::string status = "pending";
  /// Absent in a group, where it rings for all others.
  std::optional<user_id> target_user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_invitation::call_id, ""},
                      field{"call_type", &call_invitation::call_type, ""},
                      field{"caller_id", &call_invitation::caller_id, ""},
                      field{"expires_at", &call_invitation::expires_at, ""},
                      field{"status", &call_invitation::status, ""},
                      field{"target_user_id", &call_invitation::target_user_id, ""}};
  }
};

struct invitation_data {
  room::call_invitation call_invitation;

  static constexpr auto fields() {
    return std::tuple{field{"call_invitation", &invitation_data::call_invitation, ""}};
  }
};

std::vector<user_id> pending_of(const live_call* call) {
  std::vector<user_id> pending;
  if (!call) return pending;
  for (const auto& each : call->invitations)
    if (each.is_pending()) pending.push_back(each.user_id);
  return pending;
}

/// One event for all members of a group, who may be many.
void end_ringing(draft& so_far, invitation_outcome outcome) {
  auto pending = pending_of(so_far.call());
  if (pending.empty()) return;
  const auto call = so_far.call()->id;
  if (so_far.room().kind == room_kind::group)
    return so_far.add(ringing_ended{call, outcome, std::move(pending)});
  for (auto& each : pending) {
    if (outcome == invitation_outcome::missed)
      so_far.add(call_missed{call, std::move(each)});
    else
      so_far.add(call_cancelled{call, std::move(each)});
  }
}

bool is_repeated(const invitation& answered, invitation_outcome outcome,
                 const std::optional<connection_id>& device) {
  return device && answered.outcome == outcome && answered.answered_on == device;
}

/// An answer that does not find its invitation pending any more, nor is the repetition of the one
/// that closed it.
refusal refuse_late_answer(const invitation& closed) {
  if (closed.outcome == invitation_outcome::accepted
      || closed.outcome == invitation_outcome::rejected)
    return refuse(reject_code::already_answered, "The call was answered already.");
  return refuse(reject_code::not_ringing, "It no longer rings for you.");
}

/// Whether cancelling the call is what ended it.
bool was_cancelled(const state& of, const call_id& call, const user_id& user) {
  return is_member(of, user) && end_of(of, call) == end_reason::cancelled;
}

/// Whether nobody is called any more because those who had not answered were let go.
bool has_cancelled(const live_call& call) {
  return !is_ringing(call)
         && std::ranges::find(call.invitations, invitation_outcome::cancelled, &invitation::outcome)
                != call.invitations.end();
}

/// What accepting and rejecting demand of the call and the person.
refusal unless_invited(const state& of, const call_id& call, const user_id& user) {
  // Of two people, it was the callee who declined: their other devices are told just that.
  const bool was_declined =
      of.kind == room_kind::direct && end_of(of, call) == end_reason::rejected;
  if (was_declined && is_member(of, user))
    return refuse(reject_code::already_answered, "The call was declined already.");
  if (auto refused = unless_live(of, call, user)) return refused;
  if (!find_invitation(*of.call(), user))
    return refuse(reject_code::not_invited, "This call does not ring for you.");
  return {};
}

void ring(draft& so_far, const invite& asked, std::vector<user_id> targets) {
  const auto message_seq = so_far.next_seq();
  const auto& room = so_far.room().id;
  const auto call = call_in(room, message_seq + 1);
  const auto expires_at = so_far.now() + so_far.limits().ring_timeout_ms;
  const bool is_direct = so_far.room().kind == room_kind::direct;
  const auto target = is_direct ? std::optional{targets.front()} : std::nullopt;

  const invitation_data data{
      {call, asked.call_type, asked.caller_id, expires_at, "pending", target}};
  const bool has_video = asked.call_type == call_type::video;
  const auto message = message_in(room, message_seq);
  so_far.add(message_posted{message,
                            asked.caller_id,
                            target,
                            message_type::system,
                            has_video ? "Video call" : "Audio call",
                            {json::to_text(data)}});
  const auto is_unasked =
      is_direct && is_stranger(so_far.room(), asked.caller_id) ? std::optional{true} : std::nullopt;
  so_far.add(call_invited{call, message, asked.caller_id, asked.caller_connection_id,
                          asked.call_type, std::move(targets), expires_at, is_unasked});
}

/// There is a call already: whoever is called by it takes it, because two people who call each
/// other want one call. Of a group's call that goes on without the caller, the answer names the
/// id and they may join.
refusal meet(draft& so_far, const live_call& call, const invite& asked) {
  if (is_ringing_for(call, asked.caller_id)) {
    accept_for(so_far, asked.caller_id, asked.caller_connection_id);
    return {};
  }
  if (is_party(call, asked.caller_id))
    return refuse(reject_code::already_in_call, "You are in this room's call already.");
  return {};
}

} // namespace

void cancel_ringing(draft& so_far) { end_ringing(so_far, invitation_outcome::cancelled); }

void miss_ringing(draft& so_far) {
  end_ringing(so_far, invitation_outcome::missed);
  finish_if_unanswered(so_far, std::nullopt);
}

void accept_for(draft& so_far, const user_id& user, std::optional<connection_id> connection) {
  so_far.add(call_accepted{so_far.call()->id, user, std::move(connection)});
}

void reject_for(draft& so_far, const reject& asked) {
  so_far.add(call_rejected{asked.call_id, asked.user_id, asked.connection_id, asked.reason});
  finish_if_unanswered(so_far, asked.user_id);
}

refusal answer(draft& so_far, const invite& asked) {
  if (auto refused = unless_member(so_far.room(), asked.caller_id)) return refused;
  if (so_far.room().kind == room_kind::queue)
    return refuse(reject_code::bad_target, "A queue opens the calls of its rooms itself.");
  if (auto refused = unless_reachable(so_far.room(), asked.caller_id)) return refused;
  if (const auto* call = so_far.call()) return meet(so_far, *call, asked);
  if (auto refused = unless_called_too_often(so_far, asked.caller_id)) return refused;

  open_if_new(so_far);
  auto targets = so_far.room().members;
  std::erase(targets, asked.caller_id);
  if (targets.empty())
    return refuse(reject_code::bad_target, "There is nobody else in this room to call.");
  ring(so_far, asked, std::move(targets));
  return {};
}

refusal answer(draft& so_far, const accept& asked) {
  if (auto refused = unless_invited(so_far.room(), asked.call_id, asked.user_id)) return refused;
  const auto& invited = *find_invitation(*so_far.call(), asked.user_id);
  if (invited.is_pending() || mutated(mutation::second_accept_wins))
    accept_for(so_far, asked.user_id, asked.connection_id);
  else if (!is_repeated(invited, invitation_outcome::accepted, asked.connection_id))
    return refuse_late_answer(invited);
  return {};
}

refusal answer(draft& so_far, const reject& asked) {
  if (auto refused = unless_short(asked.reason ? asked.reason->size() : 0,
                                  so_far.limits().max_content_bytes, "A reason"))
    return refused;
  if (auto refused = unless_invited(so_far.room(), asked.call_id, asked.user_id)) return refused;
  const auto& invited = *find_invitation(*so_far.call(), asked.user_id);
  if (invited.is_pending())
    reject_for(so_far, asked);
  else if (!is_repeated(invited, invitation_outcome::rejected, asked.connection_id))
    return refuse_late_answer(invited);
  return {};
}

refusal answer(draft& so_far, const cancel& asked) {
  if (was_cancelled(so_far.room(), asked.call_id, asked.user_id)) return {};
  if (auto refused = unless_live(so_far.room(), asked.call_id, asked.user_id)) return refused;
  const auto& call = *so_far.call();
  if (call.caller_id != asked.user_id)
    return refuse(reject_code::forbidden, "Only the caller may cancel a call.");
  if (!call.has_started()) {
    finish_call(so_far, end_reason::cancelled, asked.user_id);
    return {};
  }
  if (has_cancelled(call)) return {};
  if (!is_ringing(call))
    return refuse(reject_code::already_answered, "The call was answered already: end it instead.");
  cancel_ringing(so_far);
  finish_if_unanswered(so_far, asked.user_id);
  return {};
}

refusal answer(draft& so_far, const note_ringing& asked) {
  const auto* call = so_far.call();
  if (!call || call->id != asked.call_id) return {};
  const auto* invited = find_invitation(*call, asked.user_id);
  if (invited && invited->is_pending() && !invited->has_rung)
    so_far.add(call_ringing{asked.call_id, asked.user_id});
  return {};
}

refusal answer(draft& so_far, const note_busy& asked) {
  const auto* call = so_far.call();
  if (!call || call->id != asked.call_id || !is_ringing_for(*call, asked.user_id)) return {};
  so_far.add(call_busy{asked.call_id, asked.user_id});
  finish_if_unanswered(so_far, std::nullopt);
  return {};
}

} // namespace switchboard::room
