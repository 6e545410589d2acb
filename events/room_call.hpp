#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

/// What happens in a room's call; a room has at most one at a time.
namespace switchboard::room {

/// What a participant sends at the moment.
struct media_state {
  bool audio = true;
  bool video = true;
  bool screen = false;

  static constexpr auto fields() {
    return std::tuple{field{"audio", &media_state::audio, "Whether the microphone is on."},
                      field{"video", &media_state::video, "Whether the camera is on."},
                      field{"screen", &media_state::screen, "Whether the screen is shared."}};
  }

  friend bool operator==(const media_state&, const media_state&) = default;
};

struct call_invited {
  static constexpr std::string_view type = "room.call_invited";
  static constexpr std::string_view doc =
      "Somebody called the others of the room; it rings for each of them.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::message_id message_id;
  user_id caller_id;
  std::optional<switchboard::connection_id> caller_connection_id;
  switchboard::call_type call_type = switchboard::call_type::audio;
  std::vector<user_id> targets;
  timestamp expires_at;
  std::optional<bool> is_unasked = std::nullopt;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_invited::call_id, "The call; it names its room."},
                      field{"message_id", &call_invited::message_id,
                            "The system message that stands for it in the chat."},
                      field{"caller_id", &call_invited::caller_id, "Who calls."},
                      field{"caller_connection_id", &call_invited::caller_connection_id,
                            "The device that called, when it called over a socket."},
                      field{"call_type", &call_invited::call_type, "With or without picture."},
                      field{"targets", &call_invited::targets, "Whom it rings for."},
                      field{"expires_at", &call_invited::expires_at, "Until when it rings."},
                      field{"is_unasked", &call_invited::is_unasked,
                            "True when the callee has never written to the caller nor taken a call "
                            "of theirs."}};
  }
};

struct call_opened {
  static constexpr std::string_view type = "room.call_opened";
  static constexpr std::string_view doc =
      "A call began that needs no ringing: a queue matched its two sides.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::call_type call_type = switchboard::call_type::audio;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_opened::call_id, "The call; it names its room."},
                      field{"call_type", &call_opened::call_type, "With or without picture."}};
  }
};

struct call_ringing {
  static constexpr std::string_view type = "room.call_ringing";
  static constexpr std::string_view doc = "At least one device of an invited person rings.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_ringing::call_id, "The call; it names its room."},
                      field{"user_id", &call_ringing::user_id, "Whose device."}};
  }
};

struct call_accepted {
  static constexpr std::string_view type = "room.call_accepted";
  static constexpr std::string_view doc =
      "An invited person took the call; it counts for all of their devices.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::optional<switchboard::connection_id> connection_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_accepted::call_id, "The call; it names its room."},
                      field{"user_id", &call_accepted::user_id, "Who took it."},
                      field{"connection_id", &call_accepted::connection_id,
                            "On which device; absent when it was taken without a socket."}};
  }
};

struct call_rejected {
  static constexpr std::string_view type = "room.call_rejected";
  static constexpr std::string_view doc =
      "An invited person declined; it counts for all of their devices.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::optional<switchboard::connection_id> connection_id;
  std::optional<std::string> reason;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_rejected::call_id, "The call; it names its room."},
                      field{"user_id", &call_rejected::user_id, "Who declined."},
                      field{"connection_id", &call_rejected::connection_id,
                            "On which device; absent when it was declined without a socket."},
                      field{"reason", &call_rejected::reason, "What they gave as the reason."}};
  }
};

struct call_cancelled {
  static constexpr std::string_view type = "room.call_cancelled";
  static constexpr std::string_view doc = "The caller gave up before an invited person answered.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_cancelled::call_id, "The call; it names its room."},
                      field{"user_id", &call_cancelled::user_id, "For whom it no longer rings."}};
  }
};

struct call_missed {
  static constexpr std::string_view type = "room.call_missed";
  static constexpr std::string_view doc = "It rang until its time was over and nobody answered.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_missed::call_id, "The call; it names its room."},
                      field{"user_id", &call_missed::user_id, "Who did not answer."}};
  }
};

struct call_busy {
  static constexpr std::string_view type = "room.call_busy";
  static constexpr std::string_view doc =
      "An invited person was in another call or did not want to be disturbed.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &call_busy::call_id, "The call; it names its room."},
                      field{"user_id", &call_busy::user_id, "Who was busy."}};
  }
};

struct ringing_ended {
  static constexpr std::string_view type = "room.ringing_ended";
  static constexpr std::string_view doc =
      "A group's call no longer rings for those who have not answered.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  invitation_outcome outcome = invitation_outcome::cancelled;
  std::vector<user_id> user_ids;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &ringing_ended::call_id, "The call; it names its room."},
        field{"outcome", &ringing_ended::outcome,
              "Whether the caller gave up (cancelled), or the time was over (missed)."},
        field{"user_ids", &ringing_ended::user_ids, "For whom it no longer rings."}};
  }
};

struct participant_joined {
  static constexpr std::string_view type = "room.participant_joined";
  static constexpr std::string_view doc = "A device came into the call.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  media_state media;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &participant_joined::call_id, "The call; it names its room."},
        field{"user_id", &participant_joined::user_id, "Whose device."},
        field{"connection_id", &participant_joined::connection_id, "The device's connection."},
        field{"media", &participant_joined::media, "What it sends."}};
  }
};

struct participant_suspected {
  static constexpr std::string_view type = "room.participant_suspected";
  static constexpr std::string_view doc =
      "A device in the call dropped its socket; it may come back until the grace ends.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  timestamp grace_until;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &participant_suspected::call_id, "The call; it names its room."},
        field{"user_id", &participant_suspected::user_id, "Whose device."},
        field{"connection_id", &participant_suspected::connection_id, "The device's connection."},
        field{"grace_until", &participant_suspected::grace_until, "When it counts as gone."}};
  }
};

struct participant_resumed {
  static constexpr std::string_view type = "room.participant_resumed";
  static constexpr std::string_view doc = "A suspected device came back in time.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &participant_resumed::call_id, "The call; it names its room."},
        field{"user_id", &participant_resumed::user_id, "Whose device."},
        field{"connection_id", &participant_resumed::connection_id, "The device's connection."}};
  }
};

struct participant_left {
  static constexpr std::string_view type = "room.participant_left";
  static constexpr std::string_view doc = "A device is no longer in the call.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  leave_reason reason = leave_reason::left;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &participant_left::call_id, "The call; it names its room."},
        field{"user_id", &participant_left::user_id, "Whose device."},
        field{"connection_id", &participant_left::connection_id, "The device's connection."},
        field{"reason", &participant_left::reason, "Why it is no longer there."}};
  }
};

struct media_changed {
  static constexpr std::string_view type = "room.media_changed";
  static constexpr std::string_view doc = "A participant muted, showed or shared something.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  media_state media;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &media_changed::call_id, "The call; it names its room."},
        field{"user_id", &media_changed::user_id, "Whose device."},
        field{"connection_id", &media_changed::connection_id, "The device's connection."},
        field{"media", &media_changed::media, "What it sends now."}};
  }
};

struct transcript_added {
  static constexpr std::string_view type = "room.transcript_added";
  static constexpr std::string_view doc = "Something was said in a call, as text.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  std::string speaker;
  std::string text;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &transcript_added::call_id, "The call; it names its room."},
        field{"user_id", &transcript_added::user_id, "Who said it."},
        field{"speaker", &transcript_added::speaker, "customer, agent or the user id."},
        field{"text", &transcript_added::text, "What was said."}};
  }
};

struct security_reported {
  static constexpr std::string_view type = "room.security_reported";
  static constexpr std::string_view doc = "A participant's device analysed another's picture.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  user_id reporter_id;
  user_id subject_user_id;
  double risk_score = 0;
  double confidence = 0;
  risk_status status = risk_status::safe;
  json_text signals;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &security_reported::call_id, "The call; it names its room."},
        field{"reporter_id", &security_reported::reporter_id, "Whose device analysed."},
        field{"subject_user_id", &security_reported::subject_user_id, "Whose picture."},
        field{"risk_score", &security_reported::risk_score, "0 is safe, 1 is certainly false."},
        field{"confidence", &security_reported::confidence, "How sure the analysis is, 0 to 1."},
        field{"status", &security_reported::status, "What the score means."},
        field{"signals", &security_reported::signals,
              "What the analysis saw; null when it did not say."}};
  }
};

struct quality_reported {
  static constexpr std::string_view type = "room.quality_reported";
  static constexpr std::string_view doc = "A participant's device measured its connection.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  json_text metrics;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &quality_reported::call_id, "The call; it names its room."},
        field{"user_id", &quality_reported::user_id, "Whose device."},
        field{"connection_id", &quality_reported::connection_id, "The device's connection."},
        field{"metrics", &quality_reported::metrics, "What it measured."}};
  }
};

struct recording_noted {
  static constexpr std::string_view type = "room.recording_noted";
  static constexpr std::string_view doc =
      "A participant started or stopped recording; all others are told.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  bool is_recording = true;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &recording_noted::call_id, "The call; it names its room."},
        field{"user_id", &recording_noted::user_id, "Who records."},
        field{"connection_id", &recording_noted::connection_id, "The device's connection."},
        field{"is_recording", &recording_noted::is_recording, "Started or stopped."}};
  }
};

struct call_ended {
  static constexpr std::string_view type = "room.call_ended";
  static constexpr std::string_view doc = "A call is over.";
  static constexpr int version = 1;

  switchboard::call_id call_id;
  end_reason reason = end_reason::completed;
  std::optional<user_id> ended_by;
  std::vector<user_id> concerned;
  std::optional<timestamp> started_at;
  std::int64_t duration_ms = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &call_ended::call_id, "The call; it names its room."},
        field{"reason", &call_ended::reason, "Why, as a person would say it."},
        field{"ended_by", &call_ended::ended_by, "Who ended it; absent when it ended by itself."},
        field{"concerned", &call_ended::concerned,
              "Everyone who called, was called or took part; of a group, who was "
              "called only if they took it."},
        field{"started_at", &call_ended::started_at,
              "When somebody answered; absent when nobody did."},
        field{"duration_ms", &call_ended::duration_ms, "From the answer to the end."}};
  }
};

} // namespace switchboard::room
