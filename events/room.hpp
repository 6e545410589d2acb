#pragma once

#include "events/room_call.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

/// What happens in a conversation: stream `room/ID`.
namespace switchboard::room {

/// One side of a queue's call: it has no account, and its id is what lets it in.
struct side {
  switchboard::user_id user_id;
  queue_role role = queue_role::customer;
  std::string name;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &side::user_id, "The side's call id in the queue."},
                      field{"role", &side::role, "Which side it is."},
                      field{"name", &side::name, "The name it gave."}};
  }

  friend bool operator==(const side&, const side&) = default;
};

struct created {
  static constexpr std::string_view type = "room.created";
  static constexpr std::string_view doc = "A room came to be.";
  static constexpr int version = 1;

  room_kind kind = room_kind::direct;
  std::vector<user_id> members;
  std::optional<std::string> name;
  std::vector<side> sides;

  static constexpr auto fields() {
    return std::tuple{
        field{"kind", &created::kind, "Two people, a group, or the two sides of a queue's match."},
        field{"members", &created::members, "Who is in it from the start."},
        field{"name", &created::name, "What a group is called."},
        field{"sides", &created::sides, "The sides of a queue's match; empty for other rooms."}};
  }
};

struct member_added {
  static constexpr std::string_view type = "room.member_added";
  static constexpr std::string_view doc = "Somebody became a member of a group.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &member_added::user_id, "The new member."}};
  }
};

struct member_removed {
  static constexpr std::string_view type = "room.member_removed";
  static constexpr std::string_view doc = "Somebody is no longer a member of a group.";
  static constexpr int version = 1;

  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &member_removed::user_id, "The former member."}};
  }
};

struct message_posted {
  static constexpr std::string_view type = "room.message_posted";
  static constexpr std::string_view doc = "Somebody wrote, or the system did in somebody's name.";
  static constexpr int version = 1;

  switchboard::message_id message_id;
  user_id sender_id;
  std::optional<user_id> receiver_id;
  switchboard::message_type message_type = switchboard::message_type::text;
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    return std::tuple{
        field{"message_id", &message_posted::message_id,
              "The message; it names its room and this event."},
        field{"sender_id", &message_posted::sender_id, "Who wrote."},
        field{"receiver_id", &message_posted::receiver_id, "The other one, in a direct room."},
        field{"message_type", &message_posted::message_type,
              "Written by a person, or by the system."},
        field{"content", &message_posted::content, "The text."},
        field{"extra_data", &message_posted::extra_data,
              "What the client attached, or the invitation; null when there is nothing."}};
  }
};

struct message_edited {
  static constexpr std::string_view type = "room.message_edited";
  static constexpr std::string_view doc = "The sender changed a message.";
  static constexpr int version = 1;

  switchboard::message_id message_id;
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_edited::message_id, "The message."},
                      field{"content", &message_edited::content, "The new text."},
                      field{"extra_data", &message_edited::extra_data, "The new attachment."}};
  }
};

struct message_deleted {
  static constexpr std::string_view type = "room.message_deleted";
  static constexpr std::string_view doc = "The sender took a message back.";
  static constexpr int version = 1;

  switchboard::message_id message_id;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_deleted::message_id, "The message."}};
  }
};

struct settings_changed {
  static constexpr std::string_view type = "room.settings_changed";
  static constexpr std::string_view doc = "A group's settings changed; absent is unchanged.";
  static constexpr int version = 1;

  std::optional<std::string> name;
  std::optional<room_history> history = std::nullopt;

  static constexpr auto fields() {
    return std::tuple{field{"name", &settings_changed::name, "What the group is called."},
                      field{"history", &settings_changed::history,
                            "Whether members read all that was ever written, or what was since "
                            "they came."}};
  }
};

struct contact_barred {
  static constexpr std::string_view type = "room.contact_barred";
  static constexpr std::string_view doc =
      "Of the two people of a direct room, one blocked the other, whose calls and messages are "
      "refused from now on. It may come before the room is created.";
  static constexpr int version = 1;

  user_id barred_by;

  static constexpr auto fields() {
    return std::tuple{field{"barred_by", &contact_barred::barred_by, "Who blocked the other."}};
  }
};

struct contact_unbarred {
  static constexpr std::string_view type = "room.contact_unbarred";
  static constexpr std::string_view doc = "A block between the two people was taken back.";
  static constexpr int version = 1;

  user_id unbarred_by;

  static constexpr auto fields() {
    return std::tuple{
        field{"unbarred_by", &contact_unbarred::unbarred_by, "Who had blocked the other."}};
  }
};

using event =
    std::variant<created, member_added, member_removed, message_posted, message_edited,
                 message_deleted, call_invited, call_opened, call_ringing, call_accepted,
                 call_rejected, call_cancelled, call_missed, call_busy, ringing_ended,
                 participant_joined, participant_suspected, participant_resumed, participant_left,
                 media_changed, transcript_added, security_reported, quality_reported,
                 recording_noted, call_ended, settings_changed, contact_barred, contact_unbarred>;

} // namespace switchboard::room
