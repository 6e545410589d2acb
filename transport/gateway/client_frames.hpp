#pragma once

#include "events/room.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <variant>
#include <vector>

/// What a client may say on a socket. Every frame may carry an `id`, which its answer names in
/// `re`; `call_id` may be left out on a socket that is bound to a call.
namespace switchboard::asks {

/// A frame that is about a call and says no more.
#define SWITCHBOARD_CALL_FIELD(Frame)                                                              \
  field { "call_id", &Frame::call_id, "The call; the socket's own when left out." }

struct call_invitation {
  static constexpr std::string_view type = "call_invitation";
  static constexpr std::string_view doc =
      "Calls a person, or all others of a room. Whoever is being called by the same person takes "
      "that call.";

  std::optional<user_id> target_user_id;
  std::optional<switchboard::room_id> room_id;
  std::optional<switchboard::call_type> call_type;

  static constexpr auto fields() {
    return std::tuple{field{"target_user_id", &call_invitation::target_user_id, "Whom to call."},
                      field{"room_id", &call_invitation::room_id, "Or in which room."},
                      field{"call_type", &call_invitation::call_type, "`video` when left out."}};
  }
};

struct call_accept {
  static constexpr std::string_view type = "call_accept";
  static constexpr std::string_view doc = "Takes a call that rings.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(call_accept)}; }
};

struct call_reject {
  static constexpr std::string_view type = "call_reject";
  static constexpr std::string_view doc = "Declines a call that rings.";

  std::optional<switchboard::call_id> call_id;
  std::optional<std::string> reason;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(call_reject),
                      field{"reason", &call_reject::reason, "For the caller to read."}};
  }
};

struct call_cancel {
  static constexpr std::string_view type = "call_cancel";
  static constexpr std::string_view doc = "The caller gives up before anybody has answered.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(call_cancel)}; }
};

/// What is left out stays as it is, or as it is at first.
struct media_wish {
  std::optional<bool> audio;
  std::optional<bool> video;
  std::optional<bool> screen;

  static constexpr auto fields() {
    return std::tuple{field{"audio", &media_wish::audio, "Whether the microphone is on."},
                      field{"video", &media_wish::video, "Whether the camera is on."},
                      field{"screen", &media_wish::screen, "Whether the screen is shared."}};
  }
};

struct join {
  static constexpr std::string_view type = "join";
  static constexpr std::string_view doc =
      "Comes into the call with this device; accepts the invitation if there is one.";

  std::optional<switchboard::call_id> call_id;
  std::optional<media_wish> media;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(join),
                      field{"media", &join::media, "What this device sends."}};
  }
};

struct leave {
  static constexpr std::string_view type = "leave";
  static constexpr std::string_view doc = "Goes out of the call with this device.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(leave)}; }
};

struct call_end {
  static constexpr std::string_view type = "call_end";
  static constexpr std::string_view doc = "Ends the call for all.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(call_end)}; }
};

/// The three kinds of signalling differ in their name only.
struct signal {
  std::optional<switchboard::call_id> call_id;
  std::optional<user_id> to;
  json_text data;

  static constexpr auto fields() {
    return std::tuple{
        SWITCHBOARD_CALL_FIELD(signal),
        field{"to", &signal::to,
              "A user id or connection id in the call; all others when left out."},
        field{"data", &signal::data, "Handed on as it is; the server does not look into it."}};
  }
};

struct offer : signal {
  static constexpr std::string_view type = "offer";
  static constexpr std::string_view doc = "Handed on at once to others in the call.";
};

struct answer : signal {
  static constexpr std::string_view type = "answer";
  static constexpr std::string_view doc = "Handed on at once to others in the call.";
};

struct ice_candidate : signal {
  static constexpr std::string_view type = "ice_candidate";
  static constexpr std::string_view doc = "Handed on at once to others in the call.";
};

struct message {
  static constexpr std::string_view type = "message";
  static constexpr std::string_view doc = "Writes to a person or into a room.";

  std::optional<user_id> to;
  std::optional<switchboard::room_id> room_id;
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    return std::tuple{field{"to", &message::to, "To whom."},
                      field{"room_id", &message::room_id, "Or into which room."},
                      field{"content", &message::content, "The text."},
                      field{"extra_data", &message::extra_data, "Any JSON to go with it."}};
  }
};

struct message_edit {
  static constexpr std::string_view type = "message_edit";
  static constexpr std::string_view doc = "Changes a message of one's own.";

  switchboard::message_id message_id;
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_edit::message_id, "The message."},
                      field{"content", &message_edit::content, "The new text."},
                      field{"extra_data", &message_edit::extra_data, "The new JSON with it."}};
  }
};

struct message_delete {
  static constexpr std::string_view type = "message_delete";
  static constexpr std::string_view doc = "Takes a message of one's own back.";

  switchboard::message_id message_id;

  static constexpr auto fields() {
    return std::tuple{field{"message_id", &message_delete::message_id, "The message."}};
  }
};

struct start_call {
  static constexpr std::string_view type = "start_call";
  static constexpr std::string_view doc =
      "A side of a queue is there: the answers are `joined`, then `matched` or `waiting`.";

  std::optional<switchboard::call_id> call_id;
  std::optional<std::string> customer_name;
  std::optional<std::string> agent_name;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(start_call),
                      field{"customer_name", &start_call::customer_name,
                            "For the reader of traces: the name was given at the start."},
                      field{"agent_name", &start_call::agent_name, "The same of an agent."}};
  }
};

struct transcript {
  static constexpr std::string_view type = "transcript";
  static constexpr std::string_view doc = "Tells the others what was said, as text.";

  std::optional<switchboard::call_id> call_id;
  std::string text;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(transcript),
                      field{"text", &transcript::text, "What was said."}};
  }
};

struct call_ended {
  static constexpr std::string_view type = "call_ended";
  static constexpr std::string_view doc = "A side of a queue ends the call with its partner.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(call_ended)}; }
};

struct presence_subscribe {
  static constexpr std::string_view type = "presence_subscribe";
  static constexpr std::string_view doc =
      "Asks to be told whether these people are there, now and at each change. It takes the place "
      "of the subscription before it.";

  std::vector<user_id> user_ids;

  static constexpr auto fields() {
    return std::tuple{field{"user_ids", &presence_subscribe::user_ids, "Whom; none to end it."}};
  }
};

struct security_report {
  static constexpr std::string_view type = "security_report";
  static constexpr std::string_view doc = "What this device makes of another's picture.";

  std::optional<switchboard::call_id> call_id;
  user_id subject_user_id;
  double risk_score = 0;
  double confidence = 0;
  json_text signals;

  static constexpr auto fields() {
    return std::tuple{
        SWITCHBOARD_CALL_FIELD(security_report),
        field{"subject_user_id", &security_report::subject_user_id, "Whose picture."},
        field{"risk_score", &security_report::risk_score, "0 is safe, 1 is certainly false."},
        field{"confidence", &security_report::confidence, "How sure that is, 0 to 1."},
        field{"signals", &security_report::signals, "What was seen; any JSON."}};
  }
};

struct quality_report {
  static constexpr std::string_view type = "quality_report";
  static constexpr std::string_view doc =
      "What this device measured of its connection: any fields besides.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(quality_report)}; }
};

struct media {
  static constexpr std::string_view type = "media";
  static constexpr std::string_view doc = "Tells the others what this device sends now.";

  std::optional<switchboard::call_id> call_id;
  media_wish wish;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(media),
                      field{"media", &media::wish, "What it sends."}};
  }
};

struct recording {
  static constexpr std::string_view type = "recording";
  static constexpr std::string_view doc = "Tells all others that this device records, or stopped.";

  std::optional<switchboard::call_id> call_id;
  bool is_recording = true;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(recording),
                      field{"is_recording", &recording::is_recording, "Whether it records."}};
  }
};

struct offer_accept {
  static constexpr std::string_view type = "offer_accept";
  static constexpr std::string_view doc = "An agent takes the customer that was offered.";

  std::optional<switchboard::call_id> call_id;
  switchboard::offer_id offer_id;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(offer_accept),
                      field{"offer_id", &offer_accept::offer_id, "The offer."}};
  }
};

struct offer_reject {
  static constexpr std::string_view type = "offer_reject";
  static constexpr std::string_view doc = "An agent does not take the customer that was offered.";

  std::optional<switchboard::call_id> call_id;
  switchboard::offer_id offer_id;

  static constexpr auto fields() {
    return std::tuple{SWITCHBOARD_CALL_FIELD(offer_reject),
                      field{"offer_id", &offer_reject::offer_id, "The offer."}};
  }
};

struct agent_ready {
  static constexpr std::string_view type = "agent_ready";
  static constexpr std::string_view doc = "An agent ends a pause or a wrap-up.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(agent_ready)}; }
};

struct agent_pause {
  static constexpr std::string_view type = "agent_pause";
  static constexpr std::string_view doc = "An agent takes a break, from the end of a call on.";

  std::optional<switchboard::call_id> call_id;

  static constexpr auto fields() { return std::tuple{SWITCHBOARD_CALL_FIELD(agent_pause)}; }
};

struct status_set {
  static constexpr std::string_view type = "status_set";
  static constexpr std::string_view doc = "Says whether one wants to be disturbed.";

  availability status = availability::available;
  std::optional<bool> call_waiting;

  static constexpr auto fields() {
    return std::tuple{field{"status", &status_set::status, "available, busy or do_not_disturb."},
                      field{"call_waiting", &status_set::call_waiting,
                            "Whether a further call rings while one is in another."}};
  }
};

struct overview_subscribe {
  static constexpr std::string_view type = "overview_subscribe";
  static constexpr std::string_view doc = "An admin wants to be told how everything stands.";

  static constexpr auto fields() { return std::tuple{}; }
};

struct overview_unsubscribe {
  static constexpr std::string_view type = "overview_unsubscribe";
  static constexpr std::string_view doc = "An admin has seen enough of that.";

  static constexpr auto fields() { return std::tuple{}; }
};

struct ping {
  static constexpr std::string_view type = "ping";
  static constexpr std::string_view doc = "Asks for a sign of life.";

  static constexpr auto fields() { return std::tuple{}; }
};

#undef SWITCHBOARD_CALL_FIELD

using frame =
    std::variant<call_invitation, call_accept, call_reject, call_cancel, join, leave, call_end,
                 offer, answer, ice_candidate, message, message_edit, message_delete, start_call,
                 transcript, call_ended, presence_subscribe, security_report, quality_report, media,
                 recording, offer_accept, offer_reject, agent_ready, agent_pause, status_set,
                 overview_subscribe, overview_unsubscribe, ping>;

} // namespace switchboard::asks
