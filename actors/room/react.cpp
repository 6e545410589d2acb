#include "actors/room/rules.hpp"

namespace switchboard::room {

namespace {

/// What one event asks of the users that it concerns. The sides of a queue's call are no users:
/// what concerns them is told to their queue, by itself. The members of a group are many: that it
/// rings for them, and no longer does, they learn from the room.
struct reacting {
  room_id room;
  reactions asked;

  void ask(const user_id& user, user::command body) {
    if (!queue_of(user.value)) asked.push_back({stream_of(user), std::move(body)});
  }

  bool is_group() const { return room.value.starts_with("group~"); }

  template <class Event>
  void close(const Event& happened, invitation_outcome outcome) {
    if (is_group()) return;
    ask(happened.user_id, user::close_invitation{happened.call_id, outcome});
  }

  void operator()(const created& happened) {
    for (const auto& each : happened.members)
      ask(each, user::note_room_joined{room});
  }
  void operator()(const member_added& happened) {
    ask(happened.user_id, user::note_room_joined{room});
  }
  void operator()(const member_removed& happened) {
    ask(happened.user_id, user::note_room_left{room});
  }

  void operator()(const call_invited& happened) {
    ask(happened.caller_id, user::enter_call{happened.call_id, {}});
    if (is_group()) return;
    for (const auto& each : happened.targets)
      ask(each, user::receive_invitation{happened.call_id, happened.caller_id, happened.call_type,
                                         happened.expires_at, happened.is_unasked.value_or(false)});
  }
  void operator()(const call_accepted& happened) {
    close(happened, invitation_outcome::accepted);
    ask(happened.user_id, user::enter_call{happened.call_id, {}});
  }
  void operator()(const call_rejected& happened) { close(happened, invitation_outcome::rejected); }
  void operator()(const call_cancelled& happened) {
    close(happened, invitation_outcome::cancelled);
  }
  void operator()(const call_missed& happened) { close(happened, invitation_outcome::missed); }
  void operator()(const call_busy& happened) { close(happened, invitation_outcome::busy); }
  void operator()(const ringing_ended&) {}

  void operator()(const participant_joined& happened) {
    ask(happened.user_id, user::enter_call{happened.call_id, happened.connection_id});
  }
  void operator()(const participant_left& happened) {
    ask(happened.user_id, user::exit_call{happened.call_id, happened.connection_id});
  }
  void operator()(const call_ended& happened) {
    for (const auto& each : happened.concerned)
      ask(each, user::exit_call{happened.call_id, {}});
  }

  // What happens within a conversation or call, its members learn by following the room.
  void operator()(const message_posted&) {}
  void operator()(const message_edited&) {}
  void operator()(const message_deleted&) {}
  void operator()(const settings_changed&) {}
  void operator()(const contact_barred&) {}
  void operator()(const contact_unbarred&) {}
  void operator()(const call_opened&) {}
  void operator()(const call_ringing&) {}
  void operator()(const participant_suspected&) {}
  void operator()(const participant_resumed&) {}
  void operator()(const media_changed&) {}
  void operator()(const transcript_added&) {}
  void operator()(const security_reported&) {}
  void operator()(const quality_reported&) {}
  void operator()(const recording_noted&) {}
};

} // namespace

reactions rules::react(const envelope& entry) {
  reacting to{{entry.stream.key}, {}};
  std::visit(to, std::get<room::event>(entry.body));
  return std::move(to.asked);
}

} // namespace switchboard::room
