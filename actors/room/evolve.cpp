#include "actors/room/evolve.hpp"

#include "actors/room/burden.hpp"
#include "actors/room/rules.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

template <class T>
void keep_last(std::vector<T>& list, std::size_t count) {
  if (list.size() > count)
    list.erase(list.begin(), list.end() - static_cast<std::ptrdiff_t>(count));
}

/// One event's effect on the state. What a call's event says is about the live call: there is no
/// event of a call that has not begun or is over.
struct evolution {
  state& of;
  std::uint64_t seq;
  timestamp at;

  live_call& call() { return of.calls.front(); }
  invitation& invited(const user_id& user) { return *find_invitation(call(), user); }
  template <class Event>
  participant& device_of(const Event& happened) {
    return *find_participant(call(), happened.user_id, happened.connection_id);
  }

  void operator()(const created& happened) {
    of.kind = happened.kind;
    of.members = happened.members;
    of.name = happened.name.value_or("");
    of.sides = happened.sides;
  }

  void operator()(const member_added& happened) { of.members.push_back(happened.user_id); }

  void operator()(const member_removed& happened) {
    const auto found = std::ranges::find(of.members, happened.user_id);
    const auto gone = static_cast<std::uint32_t>(found - of.members.begin());
    of.members.erase(found);
    std::erase_if(of.recent_messages,
                  [&](const recent_message& each) { return each.sender == gone; });
    for (auto& each : of.recent_messages)
      if (each.sender > gone) --each.sender;
  }

  void operator()(const settings_changed& happened) {
    if (happened.name) of.name = *happened.name;
    if (happened.history) of.history = *happened.history;
  }

  void operator()(const contact_barred& happened) { of.barred_by.push_back(happened.barred_by); }
  void operator()(const contact_unbarred& happened) {
    std::erase(of.barred_by, happened.unbarred_by);
  }

  void operator()(const message_posted& happened) {
    if (happened.message_type != message_type::text) return;
    acquaint(happened.sender_id);
    note_writing(of, happened.sender_id, written_bytes(happened.content, happened.extra_data), at);
    const auto sender = std::ranges::find(of.members, happened.sender_id) - of.members.begin();
    of.recent_messages.push_back({seq, static_cast<std::uint32_t>(sender)});
    keep_last(of.recent_messages, recent_messages_kept);
  }

  void operator()(const message_edited& happened) {
    const auto found = std::ranges::find(of.recent_messages, seq_of(happened.message_id.value),
                                         &recent_message::seq);
    if (found == of.recent_messages.end()) return;
    note_writing(of, of.members[found->sender],
                 written_bytes(happened.content, happened.extra_data), at);
  }

  void operator()(const message_deleted& happened) {
    const auto deleted = seq_of(happened.message_id.value);
    std::erase_if(of.recent_messages,
                  [&](const recent_message& each) { return each.seq == deleted; });
  }

  void operator()(const call_invited& happened) {
    note_ring(of, at);
    acquaint(happened.caller_id);
    auto& begun = of.calls.emplace_back();
    begun.id = happened.call_id;
    begun.call_type = happened.call_type;
    begun.caller_id = happened.caller_id;
    begun.opened_at = at;
    begun.expires_at = happened.expires_at;
    for (const auto& each : happened.targets)
      begun.invitations.push_back({each, {}, {}, false});
  }

  void operator()(const call_opened& happened) {
    auto& begun = of.calls.emplace_back();
    begun.id = happened.call_id;
    begun.call_type = happened.call_type;
    begun.opened_at = at;
    begun.started_at = at;
  }

  void operator()(const call_ringing& happened) { invited(happened.user_id).has_rung = true; }

  void operator()(const call_accepted& happened) {
    close(happened.user_id, invitation_outcome::accepted, happened.connection_id);
    acquaint(happened.user_id);
    start();
    // As long as it may ring, so long may who answered take to come in: a person may have to allow
    // the use of the camera first.
    call().join_by = at + (*call().expires_at - call().opened_at);
  }

  void operator()(const call_rejected& happened) {
    close(happened.user_id, invitation_outcome::rejected, happened.connection_id);
  }
  void operator()(const call_cancelled& happened) {
    close(happened.user_id, invitation_outcome::cancelled, {});
  }
  void operator()(const call_missed& happened) {
    close(happened.user_id, invitation_outcome::missed, {});
  }
  void operator()(const call_busy& happened) {
    close(happened.user_id, invitation_outcome::busy, {});
  }

  void operator()(const ringing_ended& happened) {
    for (const auto& each : happened.user_ids)
      close(each, happened.outcome, {});
  }

  void operator()(const participant_joined& happened) {
    call().participants.push_back(
        {happened.user_id, happened.connection_id, happened.media, false, {}});
    auto& attendees = call().attendees;
    if (std::ranges::find(attendees, happened.user_id) == attendees.end())
      attendees.push_back(happened.user_id);
    if (happened.user_id != call().caller_id) start();
  }

  void operator()(const participant_suspected& happened) {
    device_of(happened).suspected_until = happened.grace_until;
  }
  void operator()(const participant_resumed& happened) {
    device_of(happened).suspected_until.reset();
  }
  void operator()(const participant_left& happened) {
    std::erase_if(call().participants, [&](const participant& each) {
      return each.user_id == happened.user_id && each.connection_id == happened.connection_id;
    });
  }

  void operator()(const media_changed& happened) { device_of(happened).media = happened.media; }
  void operator()(const recording_noted& happened) {
    device_of(happened).is_recording = happened.is_recording;
  }
  void operator()(const transcript_added&) {}
  void operator()(const security_reported&) {}
  void operator()(const quality_reported&) {}

  void operator()(const call_ended& happened) {
    // A cleared vector keeps its memory; an idle room shall not.
    std::vector<live_call>{}.swap(of.calls);
    of.ended_calls.push_back({seq_of(happened.call_id.value), happened.reason});
    keep_last(of.ended_calls, ended_calls_kept);
  }

  /// In a group it says nothing to be heard by many.
  void acquaint(const user_id& user) {
    if (of.kind != room_kind::direct) return;
    if (std::ranges::find(of.acquainted, user) == of.acquainted.end())
      of.acquainted.push_back(user);
  }

  void start() {
    if (!call().started_at) call().started_at = at;
  }

  void close(const user_id& user, invitation_outcome outcome,
             const std::optional<connection_id>& answered_on) {
    invited(user).outcome = outcome;
    invited(user).answered_on = answered_on;
  }
};

} // namespace

void evolve(state& of, const event& happened, std::uint64_t seq, timestamp at) {
  of.seq = seq;
  std::visit(evolution{of, seq, at}, happened);
}

void rules::evolve(state& of, const envelope& entry) {
  room::evolve(of, std::get<room::event>(entry.body), entry.seq, entry.time);
}

} // namespace switchboard::room
