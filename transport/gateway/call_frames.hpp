#pragma once

#include "transport/gateway/contact_frames.hpp"
#include "transport/gateway/server_frames.hpp"

/// What the server says about calls and queues.
namespace switchboard::says {

struct call_invitation {
  static constexpr std::string_view type = "call_invitation";
  static constexpr std::string_view doc = "Somebody calls: ring.";

  switchboard::call_id call_id;
  switchboard::room_id room_id;
  profile caller;
  switchboard::call_type call_type = switchboard::call_type::audio;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_invitation::call_id, "The call."},
                      field{"room_id", &call_invitation::room_id, "Its conversation."},
                      field{"caller", &call_invitation::caller, "Who calls."},
                      field{"call_type", &call_invitation::call_type, "With or without picture."},
                      field{"expires_at", &call_invitation::expires_at, "Until when it rings."}};
  }
};

struct call_ringing {
  static constexpr std::string_view type = "call_ringing";
  static constexpr std::string_view doc = "To the caller: a device of an invited person rings.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_ringing::call_id, "The call."},
                      field{"user_id", &call_ringing::user_id, "Whose device rings."}};
  }
};

struct call_accepted {
  static constexpr std::string_view type = "call_accepted";
  static constexpr std::string_view doc = "To the caller: an invited person took the call.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_accepted::call_id, "The call."},
                      field{"user_id", &call_accepted::user_id, "Who took it."}};
  }
};

struct call_rejected {
  static constexpr std::string_view type = "call_rejected";
  static constexpr std::string_view doc = "To the caller: an invited person declined.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::optional<std::string> reason;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_rejected::call_id, "The call."},
                      field{"user_id", &call_rejected::user_id, "Who declined."},
                      field{"reason", &call_rejected::reason, "What they gave as the reason."}};
  }
};

struct call_busy {
  static constexpr std::string_view type = "call_busy";
  static constexpr std::string_view doc =
      "To the caller: an invited person is in another call or does not want to be disturbed.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_busy::call_id, "The call."},
                      field{"user_id", &call_busy::user_id, "Who is busy."}};
  }
};

struct call_answered_elsewhere {
  static constexpr std::string_view type = "call_answered_elsewhere";
  static constexpr std::string_view doc =
      "Another device of the same person answered: stop ringing.";

  switchboard::call_id call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_answered_elsewhere::call_id, "The call."}};
  }
};

struct call_cancelled {
  static constexpr std::string_view type = "call_cancelled";
  static constexpr std::string_view doc = "The caller gave up: stop ringing.";

  switchboard::call_id call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_cancelled::call_id, "The call."}};
  }
};

struct call_missed {
  static constexpr std::string_view type = "call_missed";
  static constexpr std::string_view doc = "It rang in vain; to the caller and the callee.";

  switchboard::call_id call_id;
  std::optional<switchboard::user_id> user_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &call_missed::call_id, "The call."},
        field{"user_id", &call_missed::user_id,
              "Who did not answer; absent in a group, where it is all who have not."}};
  }
};

struct call_ended {
  static constexpr std::string_view type = "call_ended";
  static constexpr std::string_view doc = "A call is over.";

  switchboard::call_id call_id;
  end_reason reason = end_reason::completed;
  double duration_s = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &call_ended::call_id, "The call."},
        field{"reason", &call_ended::reason, "Why."},
        field{"duration_s", &call_ended::duration_s, "From the answer to the end, in seconds."}};
  }
};

struct participant {
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  profile user;
  room::media_state media;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &participant::user_id, "Who."},
                      field{"connection_id", &participant::connection_id, "With which device."},
                      field{"user", &participant::user, "How others see them."},
                      field{"media", &participant::media, "What it sends."}};
  }
};

struct joined {
  static constexpr std::string_view type = "joined";
  static constexpr std::string_view doc =
      "The answer to `join` and `start_call`: all who are in the call, this device among them.";

  frame_reference re;
  switchboard::call_id call_id;
  std::optional<switchboard::room_id> room_id;
  std::vector<participant> participants;

  static constexpr auto fields() {
    return std::tuple{field{"re", &joined::re, "The command's `id`."},
                      field{"call_id", &joined::call_id, "The call."},
                      field{"room_id", &joined::room_id, "Its room."},
                      field{"participants", &joined::participants, "The devices in the call."}};
  }
};

struct join_data {
  profile user;

  static constexpr auto fields() {
    return std::tuple{field{"user", &join_data::user, "How others see them."}};
  }
};

struct join {
  static constexpr std::string_view type = "join";
  static constexpr std::string_view doc = "A device came into the call.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  join_data data;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &join::call_id, "The call."},
                      field{"user_id", &join::user_id, "Who came."},
                      field{"connection_id", &join::connection_id, "With which device."},
                      field{"data", &join::data, "More about them."}};
  }
};

struct leave {
  static constexpr std::string_view type = "leave";
  static constexpr std::string_view doc = "A device is no longer in the call.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  leave_reason reason = leave_reason::left;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &leave::call_id, "The call."},
                      field{"user_id", &leave::user_id, "Who went."},
                      field{"connection_id", &leave::connection_id, "Which device."},
                      field{"reason", &leave::reason, "Why."}};
  }
};

BOOST_DEFINE_FIXED_ENUM_CLASS(reachability, std::uint8_t, suspect, connected)

struct peer_state {
  static constexpr std::string_view type = "peer_state";
  static constexpr std::string_view doc =
      "A device in the call dropped and may come back, or did. It has not left.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  reachability state = reachability::connected;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &peer_state::call_id, "The call."},
                      field{"user_id", &peer_state::user_id, "Whose device."},
                      field{"connection_id", &peer_state::connection_id, "Which device."},
                      field{"state", &peer_state::state, "Whether its socket is there."}};
  }
};

struct media_changed {
  static constexpr std::string_view type = "media";
  static constexpr std::string_view doc = "A participant muted, showed or shared something.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  room::media_state media;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &media_changed::call_id, "The call."},
                      field{"user_id", &media_changed::user_id, "Whose device."},
                      field{"connection_id", &media_changed::connection_id, "Which device."},
                      field{"media", &media_changed::media, "What it sends now."}};
  }
};

struct recording {
  static constexpr std::string_view type = "recording";
  static constexpr std::string_view doc = "A participant began or stopped recording.";

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  bool is_recording = false;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &recording::call_id, "The call."},
                      field{"user_id", &recording::user_id, "Who records."},
                      field{"connection_id", &recording::connection_id, "With which device."},
                      field{"is_recording", &recording::is_recording, "Whether it records now."}};
  }
};

/// The three kinds of signalling: the sender's frame, with the sender on it.
struct signal {
  switchboard::call_id call_id;
  std::optional<switchboard::user_id> to;
  json_text data;
  switchboard::user_id from;
  switchboard::connection_id from_connection;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &signal::call_id, "The call."},
                      field{"to", &signal::to, "Whom it was addressed to; all when absent."},
                      field{"data", &signal::data, "As its sender wrote it."},
                      field{"from", &signal::from, "Who sent it."},
                      field{"from_connection", &signal::from_connection, "With which device."}};
  }
};

struct offer : signal {
  static constexpr std::string_view type = "offer";
  static constexpr std::string_view doc = "From another device in the call.";
};

struct answer : signal {
  static constexpr std::string_view type = "answer";
  static constexpr std::string_view doc = "From another device in the call.";
};

struct ice_candidate : signal {
  static constexpr std::string_view type = "ice_candidate";
  static constexpr std::string_view doc = "From another device in the call.";
};

struct transcript {
  static constexpr std::string_view type = "transcript";
  static constexpr std::string_view doc = "Something was said in the call, as text.";

  switchboard::call_id call_id;
  std::string speaker;
  std::string text;
  switchboard::timestamp timestamp;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &transcript::call_id, "The call."},
                      field{"speaker", &transcript::speaker, "customer, agent or the user id."},
                      field{"text", &transcript::text, "What was said."},
                      field{"timestamp", &transcript::timestamp, "When the server got it."}};
  }
};

struct security_status {
  static constexpr std::string_view type = "security_status";
  static constexpr std::string_view doc = "A participant's device analysed another's picture.";

  switchboard::call_id call_id;
  user_id subject_user_id;
  double risk_score = 0;
  double confidence = 0;
  risk_status status = risk_status::safe;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &security_status::call_id, "The call."},
        field{"subject_user_id", &security_status::subject_user_id, "Whose picture."},
        field{"risk_score", &security_status::risk_score, "0 is safe, 1 is certainly false."},
        field{"confidence", &security_status::confidence, "How sure the analysis is."},
        field{"status", &security_status::status, "What the score means."}};
  }
};

// --- Queues --------------------------------------------------------------------------------------

struct matched {
  static constexpr std::string_view type = "matched";
  static constexpr std::string_view doc = "There is a partner.";

  switchboard::call_id call_id;
  std::string partner_name;
  switchboard::call_id room_call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &matched::call_id, "This side."},
                      field{"partner_name", &matched::partner_name, "Who the partner is."},
                      field{"room_call_id", &matched::room_call_id,
                            "The call of the two; this side's own id means the same here."}};
  }
};

struct waiting {
  static constexpr std::string_view type = "waiting";
  static constexpr std::string_view doc = "There is no partner yet.";

  switchboard::call_id call_id;
  std::uint64_t position = 1;
  std::optional<std::int64_t> expected_wait_ms;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &waiting::call_id, "This side."},
        field{"position", &waiting::position, "The place in the queue, from 1."},
        field{"expected_wait_ms", &waiting::expected_wait_ms,
              "How long it should still take; absent while nothing is known of the pace."}};
  }
};

struct offer_made {
  static constexpr std::string_view type = "offer_made";
  static constexpr std::string_view doc = "To an agent: will you take this customer?";

  switchboard::call_id call_id;
  switchboard::offer_id offer_id;
  std::string customer_name;
  timestamp expires_at;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &offer_made::call_id, "This side."},
                      field{"offer_id", &offer_made::offer_id, "What to accept or reject."},
                      field{"customer_name", &offer_made::customer_name, "Who waits."},
                      field{"expires_at", &offer_made::expires_at, "Until when it stands."}};
  }
};

struct offer_closed {
  static constexpr std::string_view type = "offer_closed";
  static constexpr std::string_view doc =
      "An offer no longer stands: its time is over, another agent took it, or the customer went.";

  switchboard::call_id call_id;
  switchboard::offer_id offer_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &offer_closed::call_id, "This side."},
                      field{"offer_id", &offer_closed::offer_id, "Which offer."}};
  }
};

struct agent_state {
  static constexpr std::string_view type = "agent_state";
  static constexpr std::string_view doc = "What an agent's side does now.";

  switchboard::call_id call_id;
  std::string status;
  std::optional<timestamp> until;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &agent_state::call_id, "This side."},
                      field{"status", &agent_state::status, "ready, paused or wrapping_up."},
                      field{"until", &agent_state::until, "When a wrap-up ends by itself."}};
  }
};

/// Every frame that the server sends, for the documentation.
using frame =
    std::variant<connection, resume_failed, ack, error, pong, presence, message, message_edited,
                 message_deleted, room_created, room_changed, member_added, member_removed,
                 call_invitation, call_ringing, call_accepted, call_rejected, call_busy,
                 call_answered_elsewhere, call_cancelled, call_missed, call_ended, joined, join,
                 leave, peer_state, media_changed, recording, offer, answer, ice_candidate,
                 transcript, security_status, matched, waiting, offer_made, offer_closed,
                 agent_state, block, contact_request, contact, report, overview>;

} // namespace switchboard::says
