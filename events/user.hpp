#pragma once

#include "events/user_contacts.hpp"
#include "events/user_protection.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

/// What happens to a person: stream `user/ID`.
namespace switchboard::user {

struct registered {
  static constexpr std::string_view type = "user.registered";
  static constexpr std::string_view doc = "A person made an account.";
  static constexpr int version = 1;

  std::string uuid;
  std::optional<std::string> email;
  std::string full_name;
  switchboard::role role = switchboard::role::user;

  static constexpr auto fields() {
    return std::tuple{
        field{"uuid", &registered::uuid, "A random id that never changes hands."},
        field{"email", &registered::email, "Where to write to them; told to nobody else."},
        field{"full_name", &registered::full_name, "The name shown to others."},
        field{"role", &registered::role, "What the account may do."}};
  }
};

struct profile_changed {
  static constexpr std::string_view type = "user.profile_changed";
  static constexpr std::string_view doc = "A person changed what others see; absent is unchanged.";
  static constexpr int version = 1;

  std::optional<std::string> email;
  std::optional<std::string> full_name;

  static constexpr auto fields() {
    return std::tuple{field{"email", &profile_changed::email, "The new e-mail address."},
                      field{"full_name", &profile_changed::full_name, "The new name."}};
  }
};

struct role_changed {
  static constexpr std::string_view type = "user.role_changed";
  static constexpr std::string_view doc = "An admin changed what an account may do.";
  static constexpr int version = 1;

  switchboard::role role = switchboard::role::user;

  static constexpr auto fields() {
    return std::tuple{field{"role", &role_changed::role, "What the account may do now."}};
  }
};

struct device_connected {
  static constexpr std::string_view type = "user.device_connected";
  static constexpr std::string_view doc = "A device opened a socket.";
  static constexpr int version = 1;

  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::string device;

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device_connected::connection_id, "The device's connection."},
        field{"node", &device_connected::node, "The server that holds it."},
        field{"incarnation", &device_connected::incarnation,
              "Which run of that server; a new run means that the old sockets are gone."},
        field{"device", &device_connected::device, "What the device calls itself."}};
  }
};

struct device_suspected {
  static constexpr std::string_view type = "user.device_suspected";
  static constexpr std::string_view doc =
      "A device's socket dropped without a close; it may come back until the grace ends.";
  static constexpr int version = 1;

  switchboard::connection_id connection_id;
  timestamp grace_until;
  std::vector<switchboard::call_id> calls;
  disconnect_reason reason = disconnect_reason::connection_lost;

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device_suspected::connection_id, "The device's connection."},
        field{"grace_until", &device_suspected::grace_until, "When it counts as gone."},
        field{"calls", &device_suspected::calls, "The calls in which this device takes part."},
        field{"reason", &device_suspected::reason,
              "What it will be gone for, if it does not come back."}};
  }
};

struct device_resumed {
  static constexpr std::string_view type = "user.device_resumed";
  static constexpr std::string_view doc = "A suspected device came back in time.";
  static constexpr int version = 1;

  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::vector<switchboard::call_id> calls;

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device_resumed::connection_id, "The device's connection."},
        field{"node", &device_resumed::node, "The server that holds it now."},
        field{"incarnation", &device_resumed::incarnation, "Which run of that server."},
        field{"calls", &device_resumed::calls, "The calls in which this device takes part."}};
  }
};

struct device_disconnected {
  static constexpr std::string_view type = "user.device_disconnected";
  static constexpr std::string_view doc = "A device is gone.";
  static constexpr int version = 1;

  switchboard::connection_id connection_id;
  disconnect_reason reason = disconnect_reason::closed;
  std::vector<switchboard::call_id> calls;

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device_disconnected::connection_id, "The device's connection."},
        field{"reason", &device_disconnected::reason, "Why it is gone."},
        field{"calls", &device_disconnected::calls, "The calls in which this device takes part."}};
  }
};

struct session_opened {
  static constexpr std::string_view type = "user.session_opened";
  static constexpr std::string_view doc = "A person signed in. No secret is in here.";
  static constexpr int version = 1;

  switchboard::session_id session_id;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"session_id", &session_opened::session_id, "The session."},
                      field{"expires_at", &session_opened::expires_at, "When it ends by itself."}};
  }
};

struct session_refreshed {
  static constexpr std::string_view type = "user.session_refreshed";
  static constexpr std::string_view doc = "A session was carried on with new tokens.";
  static constexpr int version = 1;

  switchboard::session_id session_id;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"session_id", &session_refreshed::session_id, "The session."},
                      field{"expires_at", &session_refreshed::expires_at, "When it ends now."}};
  }
};

struct session_revoked {
  static constexpr std::string_view type = "user.session_revoked";
  static constexpr std::string_view doc = "A session was ended before its time.";
  static constexpr int version = 1;

  switchboard::session_id session_id;
  revoke_reason reason = revoke_reason::logged_out;

  static constexpr auto fields() {
    return std::tuple{field{"session_id", &session_revoked::session_id, "The session."},
                      field{"reason", &session_revoked::reason, "Who or what ended it."}};
  }
};

struct session_expired {
  static constexpr std::string_view type = "user.session_expired";
  static constexpr std::string_view doc = "A session reached its end.";
  static constexpr int version = 1;

  switchboard::session_id session_id;

  static constexpr auto fields() {
    return std::tuple{field{"session_id", &session_expired::session_id, "The session."}};
  }
};

struct room_joined {
  static constexpr std::string_view type = "user.room_joined";
  static constexpr std::string_view doc =
      "A person became a member of a room; their devices follow it from now on.";
  static constexpr int version = 1;

  switchboard::room_id room_id;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &room_joined::room_id, "The room."}};
  }
};

struct room_left {
  static constexpr std::string_view type = "user.room_left";
  static constexpr std::string_view doc = "A person is no longer a member of a room.";
  static constexpr int version = 1;

  switchboard::room_id room_id;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &room_left::room_id, "The room."}};
  }
};

struct invitation_received {
  static constexpr std::string_view type = "user.invitation_received";
  static constexpr std::string_view doc = "Somebody calls this person; all their devices ring.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  user_id caller_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &invitation_received::call_id, "The call; it names its room."},
        field{"caller_id", &invitation_received::caller_id, "Who calls."},
        field{"call_type", &invitation_received::call_type, "With or without picture."},
        field{"expires_at", &invitation_received::expires_at, "Until when it rings."}};
  }
};

struct device_rang {
  static constexpr std::string_view type = "user.device_rang";
  static constexpr std::string_view doc =
      "A device rings: it was there when the invitation came, or came while it rang.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::connection_id connection_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &device_rang::call_id, "The call."},
        field{"connection_id", &device_rang::connection_id, "The device's connection."}};
  }
};

struct invitation_closed {
  static constexpr std::string_view type = "user.invitation_closed";
  static constexpr std::string_view doc = "An invitation to this person ended.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  invitation_outcome outcome = invitation_outcome::missed;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &invitation_closed::call_id, "The call."},
                      field{"outcome", &invitation_closed::outcome, "How it ended."}};
  }
};

struct call_entered {
  static constexpr std::string_view type = "user.call_entered";
  static constexpr std::string_view doc = "This person takes part in a call from now on.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  std::optional<switchboard::connection_id> connection_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &call_entered::call_id, "The call."},
        field{"connection_id", &call_entered::connection_id,
              "With which device; absent when they called or answered and no device is in yet."}};
  }
};

struct call_exited {
  static constexpr std::string_view type = "user.call_exited";
  static constexpr std::string_view doc = "This person no longer takes part in a call.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  std::optional<switchboard::connection_id> connection_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_exited::call_id, "The call."},
                      field{"connection_id", &call_exited::connection_id,
                            "Which device left; absent when the call is over for all of them."}};
  }
};

struct status_set {
  static constexpr std::string_view type = "user.status_set";
  static constexpr std::string_view doc = "A person said whether they want to be disturbed.";
  static constexpr int version = 1;

  availability status = availability::available;
  bool call_waiting = false;

  static constexpr auto fields() {
    return std::tuple{
        field{"status", &status_set::status, "What they say of themselves."},
        field{"call_waiting", &status_set::call_waiting,
              "Whether a further call rings while they are in one; otherwise it is busy."}};
  }
};

struct banned {
  static constexpr std::string_view type = "user.banned";
  static constexpr std::string_view doc = "An admin shut a person out.";
  static constexpr int version = 1;

  std::string reason;

  static constexpr auto fields() {
    return std::tuple{field{"reason", &banned::reason, "What the admin gave as the reason."}};
  }
};

struct unbanned {
  static constexpr std::string_view type = "user.unbanned";
  static constexpr std::string_view doc = "An admin let a person in again.";
  static constexpr int version = 1;

  static constexpr auto fields() { return std::tuple{}; }
};

using event = std::variant<
    registered, profile_changed, role_changed, device_connected, device_suspected, device_resumed,
    device_disconnected, session_opened, session_refreshed, session_revoked, session_expired,
    room_joined, room_left, invitation_received, device_rang, invitation_closed, call_entered,
    call_exited, status_set, banned, unbanned, person_blocked, person_unblocked, contact_requested,
    contact_accepted, contact_removed, contact_opened, report_made, report_settled, email_verified,
    second_factor_added, second_factor_removed, passkey_added, passkey_removed, password_reset>;

} // namespace switchboard::user
