#include "actors/user/limits.hpp"
#include "actors/user/lookup.hpp"
#include "actors/user/rules.hpp"

#include <utility>

namespace switchboard::user {

namespace {

/// Moves the entry of `call`'s room to the end of the list, where the latest news are, and makes it
/// if there is none. Null when the call names no room.
past_calls* touch_past(state& now, const call_id& call) {
  auto room = room_of(call.value);
  if (!room) return nullptr;
  past_calls entry{*std::move(room), 0, 0, 0};
  if (const auto* known = find(now.past, &past_calls::room_id, entry.room_id)) {
    entry = *known;
    now.past.erase(now.past.begin() + (known - now.past.data()));
  } else if (now.past.size() == max_past_rooms) {
    now.past.erase(now.past.begin());
  }
  return &now.past.emplace_back(std::move(entry));
}

/// Raises one of the marks of `call`'s room up to this call.
void pass(state& now, const call_id& call, std::uint64_t past_calls::*mark) {
  if (auto* const past = touch_past(now, call))
    past->*mark = std::max(past->*mark, seq_of(call.value));
}

void leave_call(state& now, const call_id& call, const connection_id& connection) {
  auto* const left = find(now.calls, &live_call::call_id, call);
  std::erase(left->connections, connection);
  // Who has no device in a call any more is not in it, even if it goes on without them.
  if (left->connections.empty()) now.calls.erase(now.calls.begin() + (left - now.calls.data()));
  pass(now, call, &past_calls::left_seq);
}

struct evolver {
  state& now;
  timestamp at;

  void operator()(const registered& happened) const {
    now.account = account{happened.uuid, happened.email, happened.full_name, happened.role, at};
  }

  void operator()(const profile_changed& happened) const {
    if (!now.account) return;
    if (happened.email) now.account->email = happened.email;
    if (happened.full_name) now.account->full_name = *happened.full_name;
  }

  void operator()(const role_changed& happened) const {
    if (now.account) now.account->role = happened.role;
  }

  void operator()(const device_connected& happened) const {
    now.devices.push_back({happened.connection_id, happened.node, happened.incarnation,
                           happened.device, std::nullopt, disconnect_reason::connection_lost});
    now.last_seen = at;
  }

  void operator()(const device_suspected& happened) const {
    if (auto* const dropped = find(now.devices, &device::connection_id, happened.connection_id)) {
      dropped->grace_until = happened.grace_until;
      dropped->suspicion = happened.reason;
    }
  }

  void operator()(const device_resumed& happened) const {
    if (auto* const back = find(now.devices, &device::connection_id, happened.connection_id)) {
      back->node = happened.node;
      back->incarnation = happened.incarnation;
      back->grace_until.reset();
      back->suspicion = disconnect_reason::connection_lost;
    }
    now.last_seen = at;
  }

  void operator()(const device_disconnected& happened) const {
    const auto& gone = happened.connection_id;
    std::erase_if(now.devices, [&](const device& each) { return each.connection_id == gone; });
    for (const auto& call : calls_of(now, gone))
      leave_call(now, call, gone);
    std::erase_if(now.early_exits,
                  [&](const early_exit& each) { return each.connection_id == gone; });
    for (auto& each : now.invitations)
      std::erase(each.rang, gone);
    now.last_seen = at;
  }

  void operator()(const session_opened& happened) const {
    now.sessions.push_back({happened.session_id, at, happened.expires_at});
  }

  void operator()(const session_refreshed& happened) const {
    const auto* const known = find(now.sessions, &session::session_id, happened.session_id);
    if (known == nullptr) return;
    session renewed = *known;
    renewed.expires_at = happened.expires_at;
    end_session(happened.session_id);
    now.sessions.push_back(std::move(renewed));
  }

  void operator()(const session_revoked& happened) const { end_session(happened.session_id); }

  void operator()(const session_expired& happened) const { end_session(happened.session_id); }

  void operator()(const room_joined& happened) const {
    if (!contains(now.rooms, happened.room_id)) now.rooms.push_back(happened.room_id);
  }

  void operator()(const room_left& happened) const { std::erase(now.rooms, happened.room_id); }

  void operator()(const invitation_received& happened) const {
    now.invitations.push_back(
        {happened.call_id, happened.caller_id, happened.call_type, happened.expires_at, {}});
    if (now.rung_since + ringing_span_ms <= at) {
      now.rung_since = at;
      now.rung_count = 0;
    }
    ++now.rung_count;
  }

  void operator()(const device_rang& happened) const {
    if (auto* const ringing = find(now.invitations, &invitation::call_id, happened.call_id))
      ringing->rang.push_back(happened.connection_id);
  }

  void operator()(const invitation_closed& happened) const {
    std::erase_if(now.invitations,
                  [&](const invitation& each) { return each.call_id == happened.call_id; });
    pass(now, happened.call_id, &past_calls::closed_seq);
  }

  void operator()(const call_entered& happened) const {
    auto* entered = find(now.calls, &live_call::call_id, happened.call_id);
    if (entered == nullptr) entered = &now.calls.emplace_back(live_call{happened.call_id, {}});
    if (!happened.connection_id) return;
    std::erase(now.early_exits, early_exit{happened.call_id, *happened.connection_id});
    if (!contains(entered->connections, *happened.connection_id))
      entered->connections.push_back(*happened.connection_id);
  }

  void operator()(const call_exited& happened) const {
    if (!happened.connection_id) {
      end_call(happened.call_id);
      return;
    }
    const auto& connection = *happened.connection_id;
    const auto* const left = find(now.calls, &live_call::call_id, happened.call_id);
    if (left != nullptr && contains(left->connections, connection)) {
      leave_call(now, happened.call_id, connection);
      return;
    }
    if (now.early_exits.size() == max_early_exits) now.early_exits.erase(now.early_exits.begin());
    now.early_exits.push_back({happened.call_id, connection});
    pass(now, happened.call_id, &past_calls::left_seq);
  }

  void operator()(const status_set& happened) const {
    now.status = happened.status;
    now.call_waiting = happened.call_waiting;
  }

  void operator()(const banned& happened) const { now.ban_reason = happened.reason; }

  void operator()(const unbanned&) const { now.ban_reason.reset(); }

  void operator()(const person_blocked& happened) const { now.blocked.push_back(happened.user_id); }

  void operator()(const person_unblocked& happened) const {
    std::erase(now.blocked, happened.user_id);
  }

  void operator()(const contact_requested& happened) const {
    now.contact_requests.push_back(happened.user_id);
  }

  void operator()(const contact_accepted& happened) const {
    std::erase(now.contact_requests, happened.user_id);
    now.contacts.push_back(happened.user_id);
  }

  void operator()(const contact_removed& happened) const {
    std::erase(now.contact_requests, happened.user_id);
    std::erase(now.contacts, happened.user_id);
  }

  /// Whether it is still so, the other one's entity says.
  void operator()(const contact_opened&) const {}

  void operator()(const report_made&) const { now.open_reports.push_back({now.seq}); }

  void operator()(const report_settled& happened) const {
    if (const auto place = parse_report_id(happened.report_id.value))
      std::erase(now.open_reports, open_report{place->seq});
  }

  // What somebody signs in with is the credential store's: no command is decided by it here.
  void operator()(const email_verified&) const {}
  void operator()(const second_factor_added&) const {}
  void operator()(const second_factor_removed&) const {}
  void operator()(const passkey_added&) const {}
  void operator()(const passkey_removed&) const {}
  void operator()(const password_reset&) const {}

private:
  void end_session(const session_id& ended) const {
    std::erase_if(now.sessions, [&](const session& each) { return each.session_id == ended; });
  }

  void end_call(const call_id& ended) const {
    std::erase_if(now.calls, [&](const live_call& each) { return each.call_id == ended; });
    std::erase_if(now.early_exits, [&](const early_exit& each) { return each.call_id == ended; });
    pass(now, ended, &past_calls::ended_seq);
  }
};

} // namespace

void rules::evolve(state& now, const envelope& entry) {
  now.seq = entry.seq;
  std::visit(evolver{now, entry.time}, std::get<user::event>(entry.body));
}

} // namespace switchboard::user
