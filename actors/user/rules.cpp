#include "actors/user/rules.hpp"

#include "actors/user/decider.hpp"

#include <algorithm>

namespace switchboard::user {

namespace {

leave_reason leave_reason_of(disconnect_reason gone) {
  switch (gone) {
  case disconnect_reason::closed:
  case disconnect_reason::logged_out:
    return leave_reason::left;
  case disconnect_reason::connection_lost:
    return leave_reason::connection_lost;
  case disconnect_reason::node_restarted:
    return leave_reason::node_restarted;
  case disconnect_reason::replaced:
    return leave_reason::replaced;
  }
  return leave_reason::left;
}

/// Adds what `ask` makes of each call, addressed to the call's room.
template <class Ask>
void ask_rooms(reactions& into, const std::vector<call_id>& calls, Ask ask) {
  for (const auto& call : calls)
    if (const auto room = room_of(call.value)) into.push_back({stream_of(*room), ask(call)});
}

struct reactor {
  user_id who;
  reactions& into;

  void operator()(const invitation_closed& happened) const {
    if (happened.outcome != invitation_outcome::busy) return;
    ask_rooms(into, {happened.call_id}, [&](const call_id& call) {
      return room::command{room::note_busy{call, who}};
    });
  }

  void operator()(const device_rang& happened) const {
    ask_rooms(into, {happened.call_id}, [&](const call_id& call) {
      return room::command{room::note_ringing{call, who}};
    });
  }

  /// The room may have been told that the device dropped, and may have taken that for this stay in
  /// the call though it was in an earlier one: so it is told that the device is there.
  void operator()(const call_entered& happened) const {
    if (!happened.connection_id) return;
    ask_rooms(into, {happened.call_id}, [&](const call_id& call) {
      return room::command{room::resume_participant{call, who, *happened.connection_id}};
    });
  }

  void operator()(const device_suspected& happened) const {
    ask_rooms(into, happened.calls, [&](const call_id& call) {
      return room::command{
          room::suspect_participant{call, who, happened.connection_id, happened.grace_until}};
    });
  }

  void operator()(const device_resumed& happened) const {
    ask_rooms(into, happened.calls, [&](const call_id& call) {
      return room::command{room::resume_participant{call, who, happened.connection_id}};
    });
  }

  void operator()(const device_disconnected& happened) const {
    ask_rooms(into, happened.calls, [&](const call_id& call) {
      return room::command{room::drop_participant{call, who, happened.connection_id,
                                                  leave_reason_of(happened.reason)}};
    });
  }

  void operator()(const person_blocked& happened) const { bar(happened.user_id, true); }

  void operator()(const person_unblocked& happened) const { bar(happened.user_id, false); }

  void operator()(const contact_accepted& happened) const {
    into.push_back({stream_of(happened.user_id), user::command{note_contact_opened{who}}});
  }

  /// All else concerns this person and nobody besides.
  template <class Other>
  void operator()(const Other&) const {}

private:
  /// The room of the two decides who may write there, so it must know.
  void bar(const user_id& other, bool is_barred) const {
    into.push_back(
        {stream_of(direct_room(who, other)), room::command{room::bar_contact{who, is_barred}}});
  }
};

/// Whether the command means anything only to somebody who has registered.
bool needs_account(const command& asked) {
  return !std::holds_alternative<register_account>(asked)
         && !std::holds_alternative<node_restarted>(asked) && !std::holds_alternative<tick>(asked);
}

} // namespace

decision<event> rules::decide(const state& now, const command& asked, const context& in) {
  if (!now.account && needs_account(asked))
    return rejection{reject_code::unknown_user, "Nobody has registered under this id."};
  return std::visit(decider{now, in}, asked);
}

reactions rules::react(const envelope& entry) {
  reactions all;
  std::visit(reactor{{entry.stream.key}, all}, std::get<user::event>(entry.body));
  return all;
}

bool rules::has_connections(const state& now) {
  return std::any_of(now.devices.begin(), now.devices.end(),
                     [](const device& each) { return !each.is_suspected(); });
}

std::optional<timestamp> rules::deadline(const state& now) {
  std::optional<timestamp> next;
  const auto consider = [&](timestamp due) { next = next ? std::min(*next, due) : due; };
  for (const auto& each : now.devices)
    if (each.grace_until) consider(*each.grace_until);
  for (const auto& each : now.sessions)
    consider(each.expires_at);
  return next;
}

user::reply rules::reply_to(const command& asked, const state& after,
                            std::span<const envelope> events) {
  const bool tells_state = std::holds_alternative<look>(asked)
                           || std::holds_alternative<connect_device>(asked)
                           || std::holds_alternative<resume_device>(asked);
  return {after.id, events.empty() ? after.seq : events.back().seq,
          tells_state ? std::make_shared<const user::state>(after) : nullptr};
}

} // namespace switchboard::user
