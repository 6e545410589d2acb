#pragma once

#include "events/log/event_log.hpp"

#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

namespace switchboard {

/// A device in a call.
struct call_device {
  switchboard::user_id user_id;
  switchboard::connection_id connection_id;
  room::media_state media;
};

/// A call as its events tell it: who has to hear of what happens in it.
struct call_view {
  call_id id;
  room_id room;
  call_type type = call_type::audio;
  std::optional<user_id> caller;
  /// For whom it still rings.
  std::vector<user_id> targets;
  timestamp expires_at;
  /// What stands in the chat for an invitation: the event right before the call's own.
  std::optional<recorded> message;
  bool has_started = false;
  bool has_ended = false;
  std::vector<call_device> devices;
  /// The two sides of a queue's call, who are in it from the start; nobody otherwise.
  std::vector<room::side> sides;

  const call_device* find(const connection_id& device) const;
  const room::side* find_side(const user_id& who) const;
  bool is_of_queue() const { return !sides.empty(); }
};

/// The calls that events are about, each folded from its own events: a call's id says where in the
/// log it begins, so one that is not known (any more) is read from there. Events must be applied
/// in the order of the log. Not safe for threads.
class call_book {
public:
  explicit call_book(const event_log& log) : log_{log} {}

  /// The call that this event is about, as it is after the event; null for an event of no call.
  /// Good until the next call of this object.
  const call_view* apply(const envelope& happened);

  /// The call as it is after the events of its room up to `last_seq`; null if there is none.
  const call_view* find(const call_id& id, std::uint64_t last_seq = ~std::uint64_t{0});

private:
  call_view* load(const call_id& id, std::uint64_t last_seq);
  call_view* keep(call_view known);
  void note_ended(const call_id& id);

  static constexpr std::size_t max_ended_calls = 256;

  const event_log& log_;
  std::unordered_map<call_id, call_view> calls_;
  /// The oldest first; so many are kept for those who come too late.
  std::deque<call_id> ended_;
};

} // namespace switchboard
