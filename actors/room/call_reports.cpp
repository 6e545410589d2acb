#include "actors/room/answers.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

/// In a queue's call people are told apart by their part in it: they have no names of their own.
std::string speaker_name(const state& of, const user_id& user) {
  const auto side = std::ranges::find(of.sides, user, &side::user_id);
  if (side == of.sides.end()) return user.value;
  return boost::describe::enum_to_string(side->role, "");
}

/// False for what is not a number at all, too.
bool is_share(double number) { return number >= 0 && number <= 1; }

} // namespace

refusal answer(draft& so_far, const change_media& asked) {
  if (auto refused = unless_in(so_far.room(), asked.call_id, asked.user_id, asked.connection_id))
    return refused;
  const auto& device = *find_participant(*so_far.call(), asked.user_id, asked.connection_id);
  if (device.media != asked.media)
    so_far.add(media_changed{asked.call_id, asked.user_id, asked.connection_id, asked.media});
  return {};
}

refusal answer(draft& so_far, const add_transcript& asked) {
  const auto& room = so_far.room();
  if (auto refused = unless_party(room, asked.call_id, asked.user_id)) return refused;
  if (asked.text.empty()) return refuse(reject_code::bad_value, "A transcript needs text.");
  if (auto refused =
          unless_short(asked.text.size(), so_far.limits().max_content_bytes, "A transcript"))
    return refused;
  so_far.add(transcript_added{asked.call_id, asked.user_id, speaker_name(room, asked.user_id),
                              asked.text});
  return {};
}

refusal answer(draft& so_far, const report_security& asked) {
  const auto& room = so_far.room();
  const auto& limits = so_far.limits();
  if (auto refused = unless_party(room, asked.call_id, asked.reporter_id)) return refused;
  if (unless_party(room, asked.call_id, asked.subject_user_id).has_value())
    return refuse(reject_code::bad_target, "The report's subject is not in the call.");
  if (!is_share(asked.risk_score) || !is_share(asked.confidence))
    return refuse(reject_code::bad_value, "risk_score and confidence are numbers from 0 to 1.");
  if (auto refused =
          unless_short(asked.signals.text.size(), limits.max_content_bytes, "What was seen"))
    return refused;
  const bool is_risk =
      asked.risk_score >= limits.risk_threshold && asked.confidence >= limits.risk_min_confidence;
  so_far.add(security_reported{asked.call_id, asked.reporter_id, asked.subject_user_id,
                               asked.risk_score, asked.confidence,
                               is_risk ? risk_status::risk : risk_status::safe, asked.signals});
  return {};
}

refusal answer(draft& so_far, const report_quality& asked) {
  if (auto refused = unless_in(so_far.room(), asked.call_id, asked.user_id, asked.connection_id))
    return refused;
  if (auto refused = unless_short(asked.metrics.text.size(), so_far.limits().max_content_bytes,
                                  "What was measured"))
    return refused;
  so_far.add(quality_reported{asked.call_id, asked.user_id, asked.connection_id, asked.metrics});
  return {};
}

refusal answer(draft& so_far, const note_recording& asked) {
  if (auto refused = unless_in(so_far.room(), asked.call_id, asked.user_id, asked.connection_id))
    return refused;
  const auto& device = *find_participant(*so_far.call(), asked.user_id, asked.connection_id);
  if (device.is_recording != asked.is_recording)
    so_far.add(
        recording_noted{asked.call_id, asked.user_id, asked.connection_id, asked.is_recording});
  return {};
}

} // namespace switchboard::room
