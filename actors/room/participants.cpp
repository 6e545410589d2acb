#include "actors/room/participants.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/call_end.hpp"
#include "actors/room/invitations.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

/// The device that news from another entity is about; nothing when the news comes too late.
template <class Command>
const participant* device_of(draft& so_far, const Command& news) {
  const auto* call = so_far.call();
  if (!call || call->id != news.call_id) return nullptr;
  return find_participant(*call, news.user_id, news.connection_id);
}

template <class Predicate>
std::vector<participant> participants_where(draft& so_far, Predicate is_wanted) {
  std::vector<participant> wanted;
  if (const auto* call = so_far.call())
    std::ranges::copy_if(call->participants, std::back_inserter(wanted), is_wanted);
  return wanted;
}

void leave_call(draft& so_far, const participant& device, leave_reason why) {
  so_far.add(participant_left{so_far.call()->id, device.user_id, device.connection_id, why});
}

} // namespace

void take_out(draft& so_far, const participant& device, leave_reason why) {
  const auto user = device.user_id;
  leave_call(so_far, device, why);
  finish_if_deserted(so_far, user, why);
}

void take_out_of_call(draft& so_far, const user_id& user) {
  const auto* call = so_far.call();
  if (!call) return;
  const bool was_party = is_party(*call, user);
  for (const auto& each :
       participants_where(so_far, [&](const participant& in) { return in.user_id == user; }))
    leave_call(so_far, each, leave_reason::removed);
  if (was_party) finish_if_deserted(so_far, user, leave_reason::removed);
  call = so_far.call();
  if (!call || !is_ringing_for(*call, user)) return;
  so_far.add(call_cancelled{call->id, user});
  finish_if_unanswered(so_far, std::nullopt);
}

void drop_lost(draft& so_far) {
  const auto now = so_far.now();
  const auto lost = participants_where(so_far, [&](const participant& in) {
    return in.suspected_until && *in.suspected_until <= now;
  });
  for (const auto& each : lost)
    if (so_far.call()) take_out(so_far, each, leave_reason::connection_lost);
}

refusal answer(draft& so_far, const open_queue_call& asked) {
  const auto& room = so_far.room();
  if (room.exists()) return {};
  const bool is_for_queue = is_room(room.id.value) && room.id.value.starts_with("queue~");
  if (!is_for_queue || asked.sides.size() != 2
      || asked.sides.front().user_id == asked.sides.back().user_id)
    return refuse(reject_code::bad_target, "A queue's call has two sides and a room of its own.");
  so_far.add(created{room_kind::queue,
                     {asked.sides.front().user_id, asked.sides.back().user_id},
                     {},
                     asked.sides});
  so_far.add(call_opened{call_in(room.id, so_far.next_seq()), asked.call_type});
  return {};
}

refusal answer(draft& so_far, const join& asked) {
  if (auto refused = unless_live(so_far.room(), asked.call_id, asked.user_id)) return refused;
  const auto& call = *so_far.call();
  // It is in already. Whether a device that dropped is back, the person's own entity says.
  if (find_participant(call, asked.user_id, asked.connection_id)) return {};
  if (call.participants.size() >= so_far.limits().max_participants)
    return refuse(reject_code::limit_reached, "The call is full.");
  if (is_ringing_for(call, asked.user_id)) accept_for(so_far, asked.user_id, asked.connection_id);
  so_far.add(participant_joined{asked.call_id, asked.user_id, asked.connection_id, asked.media});
  return {};
}

refusal answer(draft& so_far, const leave& asked) {
  if (auto refused = unless_known(so_far.room(), asked.call_id, asked.user_id)) return refused;
  if (const auto* device = device_of(so_far, asked)) {
    take_out(so_far, *device, leave_reason::left);
    return {};
  }
  // Whoever called or answered and leaves before a device of theirs came in, hangs up all the same.
  const auto* call = so_far.call();
  if (call && call->id == asked.call_id && is_party(*call, asked.user_id))
    finish_if_deserted(so_far, asked.user_id, leave_reason::left);
  return {};
}

refusal answer(draft& so_far, const suspect_participant& asked) {
  const auto* device = device_of(so_far, asked);
  if (device && !device->suspected_until)
    so_far.add(participant_suspected{asked.call_id, asked.user_id, asked.connection_id,
                                     asked.grace_until});
  return {};
}

refusal answer(draft& so_far, const resume_participant& asked) {
  const auto* device = device_of(so_far, asked);
  if (device && device->suspected_until)
    so_far.add(participant_resumed{asked.call_id, asked.user_id, asked.connection_id});
  return {};
}

refusal answer(draft& so_far, const drop_participant& asked) {
  const auto* device = device_of(so_far, asked);
  if (!device) return {};
  leave_call(so_far, *device, asked.reason);
  // A caller's page that is closed while it rings may only be loaded again: that they gave up is
  // said by `leave` or `cancel`.
  if (so_far.call()->has_started()) finish_if_deserted(so_far, asked.user_id, asked.reason);
  return {};
}

} // namespace switchboard::room
