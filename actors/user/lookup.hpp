#pragma once

#include "actors/user/state.hpp"

#include <algorithm>
#include <vector>

/// Questions that several rules ask of the state.
namespace switchboard::user {

/// The element of `list` whose `member` is `id`, or null.
template <class List, class Element, class Id>
auto* find(List& list, Id Element::*member, const Id& id) {
  const auto found = std::find_if(list.begin(), list.end(),
                                  [&](const Element& each) { return each.*member == id; });
  return found == list.end() ? nullptr : &*found;
}

template <class T>
bool contains(const std::vector<T>& list, const T& sought) {
  return std::find(list.begin(), list.end(), sought) != list.end();
}

/// What is known to be past in the room of `call`; null when nothing is, or when it names no room.
inline const past_calls* past_of(const state& now, const call_id& call) {
  const auto room = room_of(call.value);
  return room ? find(now.past, &past_calls::room_id, *room) : nullptr;
}

/// Whether the invitation to this call has ended, even if it never came.
inline bool is_closed(const state& now, const call_id& call) {
  const auto* past = past_of(now, call);
  return past != nullptr && seq_of(call.value) <= past->closed_seq;
}

/// Whether a device of this person has left this call.
inline bool was_left(const state& now, const call_id& call) {
  const auto* past = past_of(now, call);
  return past != nullptr && seq_of(call.value) <= past->left_seq;
}

inline bool is_over(const state& now, const call_id& call) {
  const auto* past = past_of(now, call);
  return past != nullptr && seq_of(call.value) <= past->ended_seq;
}

/// The calls that this device takes part in.
inline std::vector<call_id> calls_of(const state& now, const connection_id& connection) {
  std::vector<call_id> calls;
  for (const auto& each : now.calls)
    if (contains(each.connections, connection)) calls.push_back(each.call_id);
  return calls;
}

} // namespace switchboard::user
