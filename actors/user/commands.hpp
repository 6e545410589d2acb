#pragma once

#include "actors/rules/tick.hpp"
#include "events/ids.hpp"
#include "events/time.hpp"
#include "events/user_protection.hpp"
#include "events/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

/// What a person, a device or another entity can ask of a user. The stream names whose user it is.
namespace switchboard::user {

struct register_account {
  std::string uuid;
  std::optional<std::string> email;
  std::string full_name;
  switchboard::role role = switchboard::role::user;
};

struct change_profile {
  std::optional<std::string> email;
  std::optional<std::string> full_name;
};

struct change_role {
  switchboard::role role = switchboard::role::user;
};

struct connect_device {
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::string device;
};

/// The socket dropped without a close. With the server that noticed it, a device that has resumed
/// on another one meanwhile is not meant; without, whichever holds it.
struct suspect_device {
  switchboard::connection_id connection_id;
  std::optional<std::string> node = std::nullopt;
  std::optional<std::string> incarnation = std::nullopt;
};

struct resume_device {
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
};

/// The device goes for good. `node` and `incarnation` as for `suspect_device`.
struct disconnect_device {
  switchboard::connection_id connection_id;
  disconnect_reason reason = disconnect_reason::closed;
  std::optional<std::string> node = std::nullopt;
  std::optional<std::string> incarnation = std::nullopt;
};

struct open_session {
  switchboard::session_id session_id;
  timestamp expires_at;
};

struct refresh_session {
  switchboard::session_id session_id;
  timestamp expires_at;
};

struct revoke_session {
  switchboard::session_id session_id;
  revoke_reason reason = revoke_reason::logged_out;
};

/// From a room: this person is a member now.
struct note_room_joined {
  switchboard::room_id room_id;
};

struct note_room_left {
  switchboard::room_id room_id;
};

/// From a room: somebody calls this person.
struct receive_invitation {
  switchboard::call_id call_id;
  user_id caller_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  timestamp expires_at;
  /// Whether the caller is a stranger to them.
  bool is_unasked = false;
};

/// From a room: the invitation ended there.
struct close_invitation {
  switchboard::call_id call_id;
  invitation_outcome outcome = invitation_outcome::missed;
};

/// From a room: this person called, answered, or came in with a device.
struct enter_call {
  switchboard::call_id call_id;
  std::optional<switchboard::connection_id> connection_id;
};

/// From a room: a device left the call, or (without one) the call is over.
struct exit_call {
  switchboard::call_id call_id;
  std::optional<switchboard::connection_id> connection_id;
};

struct set_status {
  availability status = availability::available;
  bool call_waiting = false;
};

struct ban {
  std::string reason;
};

struct unban {};

struct block_person {
  switchboard::user_id user_id;
};

struct unblock_person {
  switchboard::user_id user_id;
};

/// Somebody asks whether they may call and write to this person.
struct request_contact {
  switchboard::user_id from;
};

struct accept_contact {
  switchboard::user_id user_id;
};

/// Declines a request, or takes an acceptance back.
struct remove_contact {
  switchboard::user_id user_id;
};

/// From another user: they let this person call and write to them.
struct note_contact_opened {
  switchboard::user_id by;
};

/// This person complains of somebody.
struct make_report {
  switchboard::user_id user_id;
  std::optional<switchboard::message_id> message_id;
  std::string reason;
};

/// An admin has dealt with a report of this person.
struct settle_report {
  std::uint64_t report_seq = 0;
  user_id by;
  std::string note;
};

/// From the credential store, which has decided and has the last word: to be written down.
struct note_credentials {
  std::variant<email_verified, second_factor_added, second_factor_removed, passkey_added,
               passkey_removed, password_reset>
      what;
};

/// Asks for the state and changes nothing.
struct look {};

using command =
    std::variant<register_account, change_profile, change_role, connect_device, suspect_device,
                 resume_device, disconnect_device, open_session, refresh_session, revoke_session,
                 note_room_joined, note_room_left, receive_invitation, close_invitation, enter_call,
                 exit_call, set_status, ban, unban, block_person, unblock_person, request_contact,
                 accept_contact, remove_contact, note_contact_opened, make_report, settle_report,
                 note_credentials, look, node_restarted, tick>;

} // namespace switchboard::user
