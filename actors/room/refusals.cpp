#include "actors/room/refusals.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

template <class List>
bool contains(const List& list, const user_id& user) {
  return std::ranges::find(list, user) != list.end();
}

} // namespace

std::optional<end_reason> end_of(const state& of, const call_id& call) {
  if (room_of(call.value) != of.id) return std::nullopt;
  const auto found = std::ranges::find(of.ended_calls, seq_of(call.value), &ended_call::seq);
  if (found == of.ended_calls.end()) return std::nullopt;
  return found->reason;
}

call_standing standing_of(const state& of, const call_id& call) {
  if (of.call() && of.call()->id == call) return call_standing::live;
  return end_of(of, call) ? call_standing::ended : call_standing::unknown;
}

bool is_member(const state& of, const user_id& user) {
  if (of.exists()) return contains(of.members, user);
  const auto pair = pair_of(of.id);
  return pair && contains(*pair, user);
}

refusal unless_member(const state& of, const user_id& user) {
  if (is_member(of, user)) return {};
  if (!of.exists() && !pair_of(of.id))
    return refuse(reject_code::unknown_room, "There is no such room.");
  return refuse(reject_code::not_a_member, "You are not a member of this room.");
}

refusal unless_reachable(const state& of, const user_id& user) {
  if (of.barred_by.empty()) return {};
  if (contains(of.barred_by, user))
    return refuse(reject_code::forbidden,
                  "You have blocked this person: unblock them before you call or write.");
  return refuse(reject_code::not_reachable, "This person cannot be reached.");
}

refusal unless_known(const state& of, const call_id& call, const user_id& user) {
  if (standing_of(of, call) == call_standing::unknown)
    return refuse(reject_code::unknown_call, "There is no such call, or it ended long ago.");
  if (!is_member(of, user))
    return refuse(reject_code::not_a_participant, "You do not take part in this call.");
  return {};
}

refusal unless_live(const state& of, const call_id& call, const user_id& user) {
  if (auto refused = unless_known(of, call, user)) return refused;
  if (standing_of(of, call) == call_standing::ended)
    return refuse(reject_code::already_ended, "The call is over.");
  return {};
}

refusal unless_in(const state& of, const call_id& call, const user_id& user,
                  const connection_id& connection) {
  if (auto refused = unless_live(of, call, user)) return refused;
  if (!find_participant(*of.call(), user, connection))
    return refuse(reject_code::not_a_participant, "This device is not in the call: join it first.");
  return {};
}

refusal unless_party(const state& of, const call_id& call, const user_id& user) {
  if (auto refused = unless_live(of, call, user)) return refused;
  if (of.kind != room_kind::queue && !is_party(*of.call(), user))
    return refuse(reject_code::not_a_participant, "You are not in the call: join it first.");
  return {};
}

refusal unless_short(std::size_t size_bytes, std::size_t max_bytes, std::string_view what) {
  if (size_bytes <= max_bytes) return {};
  return refuse(reject_code::too_long,
                std::string{what} + " may have at most " + std::to_string(max_bytes) + " bytes.");
}

} // namespace switchboard::room
