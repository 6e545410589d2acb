#include "actors/room/membership.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/participants.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

constexpr std::size_t max_name_bytes = 256;

refusal unless_group(const state& of) {
  if (!of.exists() && !pair_of(of.id))
    return refuse(reject_code::unknown_room, "There is no such room.");
  if (of.kind != room_kind::group)
    return refuse(reject_code::bad_target, "Only a group has members and settings to change.");
  return {};
}

refusal unless_owner(const state& of, const user_id& user) {
  if (auto refused = unless_group(of)) return refused;
  if (auto refused = unless_member(of, user)) return refused;
  if (of.members.front() != user)
    return refuse(reject_code::forbidden, "Only the group's owner may change this.");
  return {};
}

/// Sides of a queue's call are let in by their queue alone: they have no account to find a room by.
refusal unless_person(const user_id& user) {
  if (parse_user_id(user.value) && !queue_of(user.value)) return {};
  return refuse(reject_code::bad_target, "A member of a group must be a user.");
}

refusal unless_room_for(const policy& limits, std::size_t member_count) {
  if (member_count <= limits.max_members) return {};
  return refuse(reject_code::limit_reached,
                "A group may have at most " + std::to_string(limits.max_members) + " members.");
}

/// The creator first, and everybody once.
std::vector<user_id> first_members(const create_group& asked) {
  std::vector<user_id> members{asked.created_by};
  auto others = asked.members;
  std::ranges::sort(others);
  const auto repeated = std::ranges::unique(others);
  others.erase(repeated.begin(), repeated.end());
  std::erase(others, asked.created_by);
  members.insert(members.end(), others.begin(), others.end());
  return members;
}

} // namespace

void open_if_new(draft& so_far) {
  if (so_far.room().exists()) return;
  const auto pair = *pair_of(so_far.room().id);
  so_far.add(created{room_kind::direct, {pair.begin(), pair.end()}, {}, {}});
}

refusal answer(draft& so_far, const create_group& asked) {
  const auto& room = so_far.room();
  if (!is_room(room.id.value) || !room.id.value.starts_with("group~"))
    return refuse(reject_code::bad_target, "This is not a group's id.");
  if (room.exists()) return refuse(reject_code::already_exists, "There is such a group already.");
  auto members = first_members(asked);
  for (const auto& each : members)
    if (auto refused = unless_person(each)) return refused;
  if (auto refused = unless_room_for(so_far.limits(), members.size())) return refused;
  if (auto refused = unless_short(asked.name.size(), max_name_bytes, "A name")) return refused;
  auto name = asked.name.empty() ? std::nullopt : std::optional{asked.name};
  so_far.add(created{room_kind::group, std::move(members), std::move(name), {}});
  return {};
}

refusal answer(draft& so_far, const add_member& asked) {
  const auto& room = so_far.room();
  if (auto refused = unless_owner(room, asked.by)) return refused;
  if (is_member(room, asked.user_id)) return {};
  if (auto refused = unless_person(asked.user_id)) return refused;
  if (auto refused = unless_room_for(so_far.limits(), room.members.size() + 1)) return refused;
  so_far.add(member_added{asked.user_id});
  return {};
}

refusal answer(draft& so_far, const remove_member& asked) {
  const auto& room = so_far.room();
  if (auto refused = unless_group(room)) return refused;
  if (auto refused = unless_member(room, asked.by)) return refused;
  if (asked.by != asked.user_id)
    if (auto refused = unless_owner(room, asked.by)) return refused;
  if (!is_member(room, asked.user_id)) return {};
  take_out_of_call(so_far, asked.user_id);
  so_far.add(member_removed{asked.user_id});
  return {};
}

/// Whoever is blocked must not learn of it, so the room need not be there, and does not come to be.
refusal answer(draft& so_far, const bar_contact& asked) {
  const auto& room = so_far.room();
  if (!pair_of(room.id))
    return refuse(reject_code::bad_target, "Only in a room of two people one blocks the other.");
  if (auto refused = unless_member(room, asked.by)) return refused;
  const bool is_barred = std::ranges::find(room.barred_by, asked.by) != room.barred_by.end();
  if (asked.is_barred == is_barred) return {};
  if (asked.is_barred)
    so_far.add(contact_barred{asked.by});
  else
    so_far.add(contact_unbarred{asked.by});
  return {};
}

refusal answer(draft& so_far, const change_settings& asked) {
  const auto& room = so_far.room();
  if (auto refused = unless_owner(room, asked.by)) return refused;
  settings_changed changed;
  if (asked.name && *asked.name != room.name) changed.name = asked.name;
  if (asked.history && *asked.history != room.history) changed.history = asked.history;
  if (!changed.name && !changed.history) return {};
  if (auto refused = unless_short(changed.name.value_or("").size(), max_name_bytes, "A name"))
    return refused;
  so_far.add(std::move(changed));
  return {};
}

} // namespace switchboard::room
