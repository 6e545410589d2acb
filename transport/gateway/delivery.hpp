#pragma once

#include "transport/gateway/call_book.hpp"
#include "transport/gateway/profile.hpp"
#include "transport/websocket/frame.hpp"

#include <functional>
#include <optional>
#include <vector>

namespace switchboard {

/// Whom a frame is for.
struct audience {
  /// All connections of these people and sides.
  std::vector<user_id> people = {};
  /// These connections.
  std::vector<connection_id> devices = {};
  /// All members of this group, whose list would be long.
  std::optional<room_id> group = {};
  /// Every admin who is there.
  bool has_admins = false;
  /// But not this one.
  std::optional<connection_id> except = {};
  /// Nor any of this person.
  std::optional<user_id> except_person = {};
  /// Nor those who were there when the event at this position was told.
  std::optional<std::uint64_t> unless_told_at = {};
  /// Nor the connection whose command the event comes from, because its answer says as much.
  bool spares_sender = false;
};

/// A frame on its way to whoever is there. It is made only if somebody is. A side of a queue knows
/// its call by what only that side is told, so whoever delivers says by what the receiver does;
/// that of anybody else is empty.
struct delivery {
  audience to;
  std::function<websocket::frame(const call_id& own)> make;
};

/// What an event is to clients: live, and once more for those who missed it. Follows from the
/// events alone (and the names of people), so what is repeated is what would have been seen.
/// `made` may be called as long as `happened` and `people` are there and `calls` is not changed.
std::vector<delivery> deliveries_of(const envelope& happened, call_book& calls,
                                    const find_profile& people);

/// What somebody is told who comes while a group's call rings for them.
std::vector<websocket::frame> frames_of_ringing(const call_view& call, const find_profile& people);

/// Whoever cannot be found, or not now, is shown by their id alone.
profile profile_of(const find_profile& people, const user_id& who);

} // namespace switchboard
