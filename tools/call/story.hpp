#pragma once

#include "actors/user/state.hpp"
#include "events/log/event_log.hpp"
#include "tools/call/side_stay.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace switchboard::tools {

/// A device that left: the last of them says why somebody could not be reached.
struct departure {
  timestamp at;
  switchboard::connection_id connection_id;
  std::string device;
  disconnect_reason reason = disconnect_reason::closed;
};

/// One person around one call.
struct person_story {
  user_id id;
  /// As they were when the call began.
  user::state before;
  std::optional<departure> last_departure;
  /// Their events from then on, until some minutes after the call's end.
  std::vector<recorded> meanwhile;
  std::map<connection_id, std::string> device_names;
};

/// The two sides of a queue's call, from the customer's start to the end of the call.
struct queue_story {
  queue_name name;
  std::vector<recorded> events;
};

/// Everything that a log holds about one call: read by the ids in it, without looking through what
/// is not of it.
struct call_story {
  call_id id;
  room_id room;
  /// The call's own events, in order.
  std::vector<recorded> events;
  /// How the sides of a queue's call are called; people are called by their ids.
  std::map<user_id, std::string> side_names;
  std::map<user_id, person_story> people;
  std::optional<queue_story> queue;

  timestamp began_at() const { return events.front().entry.time; }
  const room::call_invited* invited() const;
  /// Null while the call goes on.
  const room::call_ended* ended() const;
  std::optional<timestamp> ended_at() const;
};

/// The body of an event if it is of this kind, otherwise null.
template <class Event>
const Event* as(const recorded& each) {
  const auto pick = [](const auto& body) -> const Event* {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(body)>, Event>)
      return &body;
    else
      return nullptr;
  };
  return std::visit([&](const auto& of_kind) { return std::visit(pick, of_kind); },
                    each.entry.body);
}

/// Throws `not_found` if there is no such call in the log, `usage_error` for what is no call's id.
call_story tell_call(const event_log& log, const call_id& call);

/// All that happened to one side of a queue. Throws `not_found` if there is no such side.
std::vector<recorded> tell_side(const event_log& log, const user_id& side, const find_stay& find);
/// The last call that a side was matched for; nothing if there was none.
std::optional<call_id> last_call_of(const std::vector<recorded>& events_of_side);

/// The call that an id means: the id itself, or the last call of a queue's side. Throws `not_found`
/// for a side that has had no call.
call_id call_named(const event_log& log, std::string_view id, const find_stay& find);

} // namespace switchboard::tools
