#include "actors/room/answers.hpp"
#include "actors/room/burden.hpp"
#include "actors/room/membership.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

refusal unless_content(const policy& limits, const std::string& content, const json_text& extra) {
  if (content.empty() && extra == json_text{})
    return refuse(reject_code::bad_value, "A message needs content or extra_data.");
  if (auto refused = unless_short(content.size(), limits.max_content_bytes, "A message"))
    return refused;
  return unless_short(extra.text.size(), limits.max_content_bytes, "What is attached");
}

/// The other one of the pair, in a direct room.
std::optional<user_id> receiver_of(const state& of, const user_id& sender) {
  if (of.kind != room_kind::direct) return std::nullopt;
  return of.members.front() == sender ? of.members.back() : of.members.front();
}

/// Messages are changed by whoever sent them, as long as the room remembers who that was. The
/// system's messages are nobody's.
refusal unless_sender(const state& of, const user_id& user, const message_id& message) {
  if (auto refused = unless_member(of, user)) return refused;
  const auto found =
      room_of(message.value) == of.id
          ? std::ranges::find(of.recent_messages, seq_of(message.value), &recent_message::seq)
          : of.recent_messages.end();
  if (found == of.recent_messages.end())
    return refuse(reject_code::unknown_message,
                  "There is no such message, or it can no longer be changed.");
  if (of.members[found->sender] != user)
    return refuse(reject_code::forbidden, "Only its sender may change a message.");
  return {};
}

} // namespace

refusal answer(draft& so_far, const post_message& asked) {
  if (auto refused = unless_member(so_far.room(), asked.sender_id)) return refused;
  if (auto refused = unless_reachable(so_far.room(), asked.sender_id)) return refused;
  if (auto refused = unless_content(so_far.limits(), asked.content, asked.extra_data))
    return refused;
  if (auto refused = unless_written_too_much(so_far, asked.sender_id,
                                             written_bytes(asked.content, asked.extra_data)))
    return refused;
  open_if_new(so_far);
  const auto message = message_in(so_far.room().id, so_far.next_seq());
  so_far.add(message_posted{message, asked.sender_id, receiver_of(so_far.room(), asked.sender_id),
                            message_type::text, asked.content, asked.extra_data});
  return {};
}

refusal answer(draft& so_far, const edit_message& asked) {
  if (auto refused = unless_sender(so_far.room(), asked.by, asked.message_id)) return refused;
  if (auto refused = unless_reachable(so_far.room(), asked.by)) return refused;
  if (auto refused = unless_content(so_far.limits(), asked.content, asked.extra_data))
    return refused;
  if (auto refused =
          unless_written_too_much(so_far, asked.by, written_bytes(asked.content, asked.extra_data)))
    return refused;
  so_far.add(message_edited{asked.message_id, asked.content, asked.extra_data});
  return {};
}

refusal answer(draft& so_far, const delete_message& asked) {
  if (auto refused = unless_sender(so_far.room(), asked.by, asked.message_id)) return refused;
  so_far.add(message_deleted{asked.message_id});
  return {};
}

} // namespace switchboard::room
