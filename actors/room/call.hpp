#pragma once

#include "events/room_call.hpp"

#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

namespace switchboard::room {

/// One person whom a call rings for, or rang for.
struct invitation {
  switchboard::user_id user_id;
  /// Absent while it rings; what it is once, it stays.
  std::optional<invitation_outcome> outcome;
  /// The device that answered, to tell its repetition from the answer of a second one.
  std::optional<switchboard::connection_id> answered_on;
  bool has_rung = false;

  bool is_pending() const { return !outcome; }

  static constexpr auto fields() {
    return std::tuple{
        field{"user_id", &invitation::user_id, "Whom it rings for."},
        field{"outcome", &invitation::outcome, "How it ended; absent while it rings."},
        field{"answered_on", &invitation::answered_on, "The device that answered."},
        field{"has_rung", &invitation::has_rung, "Whether one of their devices has rung."}};
  }
};

/// A device in a call. One person may be in with several.
struct participant {
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  media_state media;
  bool is_recording = false;
  /// Present while its socket is gone: until then it may come back and nobody is told that it left.
  std::optional<timestamp> suspected_until;

  static constexpr auto fields() {
    return std::tuple{
        field{"user_id", &participant::user_id, "Whose device."},
        field{"connection_id", &participant::connection_id, "The device's connection."},
        field{"media", &participant::media, "What it sends."},
        field{"is_recording", &participant::is_recording, "Whether it records."},
        field{"suspected_until", &participant::suspected_until,
              "When it counts as gone; absent while its socket is there."}};
  }
};

/// The call that a room has at the moment.
struct live_call {
  switchboard::call_id id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  /// Absent in a queue's call, which nobody called.
  std::optional<user_id> caller_id;
  timestamp opened_at;
  /// Until when it rings; absent in a queue's call, which does not ring.
  std::optional<timestamp> expires_at;
  /// When somebody answered, or came in beside the caller.
  std::optional<timestamp> started_at;
  /// Until when those who answered may take to come in with a device.
  std::optional<timestamp> join_by;
  std::vector<invitation> invitations;
  std::vector<participant> participants;
  /// Everyone who was ever in, for whom its end is news too.
  std::vector<user_id> attendees;

  bool has_started() const { return started_at.has_value(); }

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &live_call::id, "The call."},
        field{"call_type", &live_call::call_type, "With or without picture."},
        field{"caller_id", &live_call::caller_id, "Who called; absent in a queue's call."},
        field{"opened_at", &live_call::opened_at, "When it began to ring, or was opened."},
        field{"expires_at", &live_call::expires_at,
              "Until when it rings; absent in a queue's call."},
        field{"started_at", &live_call::started_at, "When somebody answered."},
        field{"join_by", &live_call::join_by, "Until when those who answered may come in."},
        field{"invitations", &live_call::invitations, "Whom it rings or rang for."},
        field{"participants", &live_call::participants, "The devices in it."},
        field{"attendees", &live_call::attendees, "Everyone who was ever in it."}};
  }
};

// Nothing is found of who is not in, or not invited.
participant* find_participant(live_call& call, const user_id& user,
                              const connection_id& connection);
const participant* find_participant(const live_call& call, const user_id& user,
                                    const connection_id& connection);
invitation* find_invitation(live_call& call, const user_id& user);
const invitation* find_invitation(const live_call& call, const user_id& user);

/// Whether a device of this person is in.
bool is_in(const live_call& call, const user_id& user);
/// Whether it still rings for somebody.
bool is_ringing(const live_call& call);
/// Whether it still rings for this person.
bool is_ringing_for(const live_call& call, const user_id& user);
/// Whether this person called, answered or is in.
bool is_party(const live_call& call, const user_id& user);
/// Whether this person is in, or is still to come in: then they are in no other call.
bool is_engaged(const live_call& call, const user_id& user);
/// Whether somebody has answered and may still come in with their first device.
bool is_awaiting_somebody(const live_call& call, timestamp now);

} // namespace switchboard::room
