#pragma once

#include "actors/rules/tick.hpp"
#include "events/room.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

/// What a person, a device or another entity can ask of a room. Who asks is in the command; the
/// transport fills it in from the authenticated connection, never from the frame.
namespace switchboard::room {

struct create_group {
  user_id created_by;
  std::string name;
  std::vector<user_id> members;
};

struct add_member {
  switchboard::user_id by;
  switchboard::user_id user_id;
};

struct remove_member {
  switchboard::user_id by;
  switchboard::user_id user_id;
};

struct change_settings {
  switchboard::user_id by;
  std::optional<std::string> name;
  std::optional<room_history> history = std::nullopt;
};

struct post_message {
  user_id sender_id;
  std::string content;
  json_text extra_data;
};

struct edit_message {
  switchboard::user_id by;
  switchboard::message_id message_id;
  std::string content;
  json_text extra_data;
};

struct delete_message {
  switchboard::user_id by;
  switchboard::message_id message_id;
};

/// Calls the others of the room. If one of them already calls, it accepts that call (glare).
struct invite {
  user_id caller_id;
  std::optional<switchboard::connection_id> caller_connection_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
};

struct accept {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::optional<switchboard::connection_id> connection_id;
};

struct reject {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::optional<switchboard::connection_id> connection_id;
  std::optional<std::string> reason;
};

struct cancel {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
};

/// From a user: one of their devices rings.
struct note_ringing {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
};

/// From a user: they are in another call or do not want to be disturbed.
struct note_busy {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
};

/// From a queue: it matched these two sides, and this is their room.
struct open_queue_call {
  std::vector<side> sides;
  switchboard::call_type call_type = switchboard::call_type::audio;
};

/// Comes into the call with a device; accepts the invitation if there is one.
struct join {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  media_state media;
};

struct leave {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
};

/// From a user or queue: the device's socket dropped.
struct suspect_participant {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  timestamp grace_until;
};

struct resume_participant {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
};

/// From a user or queue: the device is gone.
struct drop_participant {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  leave_reason reason = leave_reason::connection_lost;
};

struct end_call {
  switchboard::call_id call_id;
  /// Absent when a queue ends it.
  std::optional<user_id> ended_by;
  /// What a queue gives as the reason; otherwise the rules find it.
  std::optional<end_reason> reason;
};

struct change_media {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  media_state media;
};

struct add_transcript {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::string text;
};

struct report_security {
  switchboard::call_id call_id;
  user_id reporter_id;
  user_id subject_user_id;
  double risk_score = 0;
  double confidence = 0;
  json_text signals;
};

struct report_quality {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  json_text metrics;
};

struct note_recording {
  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  bool is_recording = true;
};

/// From a user: they have blocked the other one of a direct room, or take that back.
struct bar_contact {
  user_id by;
  bool is_barred = true;
};

/// Asks for the room and one of its calls as `user_id` may see them, and changes nothing.
struct look {
  switchboard::user_id user_id;
  std::optional<switchboard::call_id> call_id;
};

using command =
    std::variant<create_group, add_member, remove_member, change_settings, post_message,
                 edit_message, delete_message, invite, accept, reject, cancel, note_ringing,
                 note_busy, open_queue_call, join, leave, suspect_participant, resume_participant,
                 drop_participant, end_call, change_media, add_transcript, report_security,
                 report_quality, note_recording, bar_contact, look, tick>;

} // namespace switchboard::room
