#pragma once

#include "events/room.hpp"
#include "projections/overview.hpp"
#include "transport/gateway/profile.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

/// What the server says on a socket. Each frame is a struct with a `type` word and documented
/// fields; on the wire it is one JSON object of both.
namespace switchboard::says {

/// A frame's `id`, exactly as the client wrote it: a string or a number.
using frame_reference = std::optional<json_text>;

// --- The connection itself -----------------------------------------------------------------------

struct connection {
  static constexpr std::string_view type = "connection";
  static constexpr std::string_view doc = "The first frame on every socket.";

  switchboard::connection_id connection_id;
  switchboard::user_id user_id;
  timestamp server_time;
  std::int64_t heartbeat_ms = 0;
  std::int64_t grace_ms = 0;
  bool resumed = false;

  static constexpr auto fields() {
    return std::tuple{field{"connection_id", &connection::connection_id,
                            "This device's connection; it survives a resume."},
                      field{"user_id", &connection::user_id,
                            "Who is signed in, or the queue's side as others see it."},
                      field{"server_time", &connection::server_time, "The server's clock."},
                      field{"heartbeat_ms", &connection::heartbeat_ms,
                            "After so long in silence the server sends a ping."},
                      field{"grace_ms", &connection::grace_ms,
                            "So long a dropped connection may take to resume."},
                      field{"resumed", &connection::resumed,
                            "Whether this goes on where an earlier socket broke off."}};
  }
};

struct resume_failed {
  static constexpr std::string_view type = "resume_failed";
  static constexpr std::string_view doc =
      "What was missed cannot be given frame by frame; this is a fresh connection.";

  std::string code;
  std::string message;
  std::vector<std::string> fetch;

  static constexpr auto fields() {
    return std::tuple{field{"code", &resume_failed::code, "Why, as a word."},
                      field{"message", &resume_failed::message, "Why, as a sentence."},
                      field{"fetch", &resume_failed::fetch,
                            "The paths that tell what the frames would have told."}};
  }
};

struct ack {
  static constexpr std::string_view type = "ack";
  static constexpr std::string_view doc = "A command is done, and what it led to is durable.";

  frame_reference re;
  std::optional<switchboard::call_id> call_id;
  std::optional<switchboard::room_id> room_id;
  std::optional<switchboard::message_id> message_id;

  static constexpr auto fields() {
    return std::tuple{field{"re", &ack::re, "The command's `id`."},
                      field{"call_id", &ack::call_id, "The call that it was about or led to."},
                      field{"room_id", &ack::room_id, "The room that it was about or led to."},
                      field{"message_id", &ack::message_id, "The message that it led to."}};
  }
};

struct error {
  static constexpr std::string_view type = "error";
  static constexpr std::string_view doc = "A frame was refused; nothing happened.";

  frame_reference re;
  std::string code;
  std::string message;
  std::optional<std::int64_t> retry_after_ms = std::nullopt;

  static constexpr auto fields() {
    return std::tuple{field{"re", &error::re, "The refused frame's `id`, if it had one."},
                      field{"code", &error::code, "Why, as a stable word."},
                      field{"message", &error::message, "Why, as a sentence."},
                      field{"retry_after_ms", &error::retry_after_ms,
                            "After how long the same may be asked again, where that is known."}};
  }
};

struct pong {
  static constexpr std::string_view type = "pong";
  static constexpr std::string_view doc = "The answer to `ping`.";

  frame_reference re;
  timestamp server_time;

  static constexpr auto fields() {
    return std::tuple{field{"re", &pong::re, "The ping's `id`."},
                      field{"server_time", &pong::server_time, "The server's clock."}};
  }
};

struct presence {
  static constexpr std::string_view type = "presence";
  static constexpr std::string_view doc =
      "Whether somebody is there: at once for each that was subscribed to, then at each change.";

  switchboard::user_id user_id;
  std::string status;
  std::optional<timestamp> last_seen;

  static constexpr auto fields() {
    return std::tuple{
        field{"user_id", &presence::user_id, "Whom this is about."},
        field{"status", &presence::status,
              "offline, online, away, in_call, busy or do_not_disturb."},
        field{"last_seen", &presence::last_seen, "When a device of theirs was last heard of."}};
  }
};

// --- Conversations -------------------------------------------------------------------------------

struct message {
  static constexpr std::string_view type = "message";
  static constexpr std::string_view doc = "Somebody wrote; its `seq` is the message's number.";

  message_id id;
  switchboard::room_id room_id;
  user_id sender_id;
  std::optional<user_id> receiver_id;
  switchboard::message_type message_type = switchboard::message_type::text;
  std::string content;
  json_text extra_data;
  timestamp created_at;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &message::id, "The message."},
        field{"room_id", &message::room_id, "Its conversation."},
        field{"sender_id", &message::sender_id, "Who wrote."},
        field{"receiver_id", &message::receiver_id, "The other one, between two people."},
        field{"message_type", &message::message_type, "By a person, or by the system."},
        field{"content", &message::content, "The text."},
        field{"extra_data", &message::extra_data, "What came with it; null when nothing did."},
        field{"created_at", &message::created_at, "When it was written."}};
  }
};

struct message_edited {
  static constexpr std::string_view type = "message_edited";
  static constexpr std::string_view doc = "Its sender changed a message.";

  switchboard::message_id message_id;
  switchboard::room_id room_id;
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_edited::message_id, "The message."},
                      field{"room_id", &message_edited::room_id, "Its conversation."},
                      field{"content", &message_edited::content, "The new text."},
                      field{"extra_data", &message_edited::extra_data, "What comes with it now."}};
  }
};

struct message_deleted {
  static constexpr std::string_view type = "message_deleted";
  static constexpr std::string_view doc = "Its sender took a message back.";

  switchboard::message_id message_id;
  switchboard::room_id room_id;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_deleted::message_id, "The message."},
                      field{"room_id", &message_deleted::room_id, "Its conversation."}};
  }
};

struct room_created {
  static constexpr std::string_view type = "room_created";
  static constexpr std::string_view doc = "A group came to be, and this person is in it.";

  switchboard::room_id room_id;
  std::optional<std::string> name;
  std::vector<user_id> members;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &room_created::room_id, "The group."},
                      field{"name", &room_created::name, "What it is called."},
                      field{"members", &room_created::members, "Who is in it."}};
  }
};

struct room_changed {
  static constexpr std::string_view type = "room_changed";
  static constexpr std::string_view doc = "A group's settings changed; absent is unchanged.";

  switchboard::room_id room_id;
  std::optional<std::string> name;
  std::optional<room_history> history;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &room_changed::room_id, "The group."},
                      field{"name", &room_changed::name, "What it is called now."},
                      field{"history", &room_changed::history, "What members may read now."}};
  }
};

struct member_added {
  static constexpr std::string_view type = "member_added";
  static constexpr std::string_view doc = "Somebody became a member; they are told too.";

  switchboard::room_id room_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &member_added::room_id, "The group."},
                      field{"user_id", &member_added::user_id, "Who came."}};
  }
};

struct member_removed {
  static constexpr std::string_view type = "member_removed";
  static constexpr std::string_view doc = "Somebody is no longer a member; they are told too.";

  switchboard::room_id room_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &member_removed::room_id, "The group."},
                      field{"user_id", &member_removed::user_id, "Who went."}};
  }
};

// --- For admins ----------------------------------------------------------------------------------

struct overview : projections::overview {
  static constexpr std::string_view type = "overview";
  static constexpr std::string_view doc =
      "How everything stands: at once, and then when something changed, at most once a second.";
};

} // namespace switchboard::says
