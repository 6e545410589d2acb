#include "actors/room/deadlines.hpp"

#include "actors/room/call_end.hpp"
#include "actors/room/invitations.hpp"
#include "actors/room/participants.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

using moment = std::optional<timestamp>;

moment earlier(moment one, moment other) {
  if (!one || !other) return one ? one : other;
  return std::min(*one, *other);
}

bool is_due(moment at, timestamp now) { return at && *at <= now; }

/// When the first suspected device counts as gone.
moment grace_end(const live_call& call) {
  moment first;
  for (const auto& each : call.participants)
    first = earlier(first, each.suspected_until);
  return first;
}

moment ring_end(const live_call& call) { return is_ringing(call) ? call.expires_at : std::nullopt; }

/// Whether those without whom there is no call are in it: both of a pair, anybody of a group.
bool is_attended(room_kind kind, const live_call& call) {
  if (call.participants.empty()) return false;
  if (kind == room_kind::group) return true;
  const auto& first = call.participants.front().user_id;
  return std::ranges::any_of(call.participants,
                             [&](const participant& each) { return each.user_id != first; });
}

/// When it is no use to wait any longer for those who answered.
moment wait_end(const state& of) {
  const auto& call = *of.call();
  return is_attended(*of.kind, call) ? std::nullopt : call.join_by;
}

} // namespace

std::optional<timestamp> rules::deadline(const state& of) {
  const auto* call = of.call();
  if (!call) return std::nullopt;
  return earlier(grace_end(*call), earlier(ring_end(*call), wait_end(of)));
}

void do_what_is_due(draft& so_far) {
  const auto now = so_far.now();
  if (!is_due(rules::deadline(so_far.room()), now)) return;
  drop_lost(so_far);
  if (so_far.call() && is_due(ring_end(*so_far.call()), now)) miss_ringing(so_far);
  if (so_far.call() && is_due(wait_end(so_far.room()), now)) finish_deserted(so_far);
}

} // namespace switchboard::room
