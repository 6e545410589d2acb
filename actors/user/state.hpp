#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

/// What a user's entity remembers: enough to decide the next command, and no more.
namespace switchboard::user {

/// What registering made. Absent as long as nobody has registered under this id.
struct account {
  std::string uuid;
  std::optional<std::string> email;
  std::string full_name;
  switchboard::role role = switchboard::role::user;
  timestamp created_at;

  static constexpr auto fields() {
    return std::tuple{field{"uuid", &account::uuid, "A random id that never changes hands."},
                      field{"email", &account::email, "Told to nobody but its owner."},
                      field{"full_name", &account::full_name, "The name shown to others."},
                      field{"role", &account::role, "What the account may do."},
                      field{"created_at", &account::created_at, "When it was registered."}};
  }

  friend bool operator==(const account&, const account&) = default;
};

/// A device that is connected, or was a moment ago and may come back.
struct device {
  switchboard::connection_id connection_id;
  std::string node;
  std::string incarnation;
  std::string name;
  /// When it counts as gone; absent while its socket is open.
  std::optional<timestamp> grace_until;
  /// What it will be gone for when the grace ends.
  disconnect_reason suspicion = disconnect_reason::connection_lost;

  bool is_suspected() const { return grace_until.has_value(); }

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device::connection_id, "Its connection."},
        field{"node", &device::node, "The server that holds it."},
        field{"incarnation", &device::incarnation, "Which run of that server."},
        field{"name", &device::name, "What it calls itself."},
        field{"grace_until", &device::grace_until, "When it counts as gone, if suspected."},
        field{"suspicion", &device::suspicion, "What it will be gone for."}};
  }

  friend bool operator==(const device&, const device&) = default;
};

struct session {
  switchboard::session_id session_id;
  timestamp opened_at;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"session_id", &session::session_id, "Its id; no secret."},
                      field{"opened_at", &session::opened_at, "When the person signed in."},
                      field{"expires_at", &session::expires_at, "When it ends by itself."}};
  }

  friend bool operator==(const session&, const session&) = default;
};

/// An invitation whose end the room has not told yet.
struct invitation {
  switchboard::call_id call_id;
  user_id caller_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  timestamp expires_at;
  /// The devices that it rang on, so that each rings once.
  std::vector<connection_id> rang;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &invitation::call_id, "The call."},
                      field{"caller_id", &invitation::caller_id, "Who calls."},
                      field{"call_type", &invitation::call_type, "With or without picture."},
                      field{"expires_at", &invitation::expires_at, "Until when it rings."},
                      field{"rang", &invitation::rang, "The devices that it rang on."}};
  }

  friend bool operator==(const invitation&, const invitation&) = default;
};

/// A call that this person takes part in.
struct live_call {
  switchboard::call_id call_id;
  /// Empty while they have called or answered, and no device is in yet.
  std::vector<connection_id> connections;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &live_call::call_id, "The call."},
                      field{"connections", &live_call::connections, "The devices that are in it."}};
  }

  friend bool operator==(const live_call&, const live_call&) = default;
};

/// How far a room's calls are over for this person. A room has one call at a time, so the number of
/// the latest that ended says it of all before; what a room sends late is known by it.
struct past_calls {
  switchboard::room_id room_id;
  std::uint64_t closed_seq = 0;
  std::uint64_t left_seq = 0;
  std::uint64_t ended_seq = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"room_id", &past_calls::room_id, "The room."},
        field{"closed_seq", &past_calls::closed_seq, "The latest call whose invitation ended."},
        field{"left_seq", &past_calls::left_seq, "The latest call that a device left."},
        field{"ended_seq", &past_calls::ended_seq, "The latest call that is over."}};
  }

  friend bool operator==(const past_calls&, const past_calls&) = default;
};

/// A device that left a call before this entity heard that it came in.
struct early_exit {
  switchboard::call_id call_id;
  switchboard::connection_id connection_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &early_exit::call_id, "The call."},
                      field{"connection_id", &early_exit::connection_id, "The device."}};
  }

  friend bool operator==(const early_exit&, const early_exit&) = default;
};

/// A report that no admin has dealt with yet.
struct open_report {
  std::uint64_t seq = 0;

  static constexpr auto fields() {
    return std::tuple{field{"seq", &open_report::seq, "The number of its event."}};
  }

  friend bool operator==(const open_report&, const open_report&) = default;
};

struct state {
  user_id id;
  /// The number of the last event: where a device that connects now begins to follow.
  std::uint64_t seq = 0;
  std::optional<user::account> account;
  /// Why the person is shut out; absent when they are not.
  std::optional<std::string> ban_reason;
  availability status = availability::available;
  bool call_waiting = false;
  /// When a device was last heard of; absent when none ever was.
  std::optional<timestamp> last_seen;
  std::vector<device> devices;
  /// The least recently used first.
  std::vector<session> sessions;
  std::vector<room_id> rooms;
  std::vector<invitation> invitations;
  std::vector<live_call> calls;
  /// The latest news last. Both are bounded.
  std::vector<past_calls> past;
  std::vector<early_exit> early_exits;
  /// Whose calls and messages are refused.
  std::vector<user_id> blocked;
  /// Who may call and write to this person where one must be asked first.
  std::vector<user_id> contacts;
  /// Who has asked for that, and has no answer; the oldest first.
  std::vector<user_id> contact_requests;
  std::vector<open_report> open_reports;
  /// How often it rang since the span of this began.
  timestamp rung_since;
  std::uint32_t rung_count = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &state::id, "The user."},
        field{"seq", &state::seq, "The number of the last event."},
        field{"account", &state::account, "What registering made."},
        field{"ban_reason", &state::ban_reason, "Why they are shut out, if they are."},
        field{"status", &state::status, "What they say of themselves."},
        field{"call_waiting", &state::call_waiting, "Whether a further call rings."},
        field{"last_seen", &state::last_seen, "When a device was last heard of."},
        field{"devices", &state::devices, "Connected, or suspected and within the grace."},
        field{"sessions", &state::sessions, "Signed in, the least recently used first."},
        field{"rooms", &state::rooms, "The rooms that they are a member of."},
        field{"invitations", &state::invitations, "Invitations without an end yet."},
        field{"calls", &state::calls, "The calls that they take part in."},
        field{"past", &state::past, "How far the calls of recent rooms are over."},
        field{"early_exits", &state::early_exits, "Departures heard before the arrival."},
        field{"blocked", &state::blocked, "Whose calls and messages are refused."},
        field{"contacts", &state::contacts, "Who may call and write, where one must ask first."},
        field{"contact_requests", &state::contact_requests, "Who has asked to, without answer."},
        field{"open_reports", &state::open_reports, "Reports that nobody has dealt with."},
        field{"rung_since", &state::rung_since, "Since when rings are counted."},
        field{"rung_count", &state::rung_count, "How often it rang since then."}};
  }

  friend bool operator==(const state&, const state&) = default;
};

} // namespace switchboard::user
