#include "projections/conversations.hpp"

#include <variant>

namespace switchboard::projections {

namespace {

struct conversation_change {
  conversations& of;
  const room_id id;
  const std::uint64_t seq;
  const timestamp at;

  void operator()(const room::created& happened) const {
    of.rooms.put({id, happened.kind, happened.name, happened.members, happened.sides, at,
                  room_history::all});
    for (const auto& each : happened.members)
      of.memberships.put({each, id, 0});
  }
  void operator()(const room::member_added& happened) const {
    of.rooms.edit({id}, [&](conversation& known) { known.members.push_back(happened.user_id); });
    of.memberships.put({happened.user_id, id, seq});
  }
  void operator()(const room::member_removed& happened) const {
    of.rooms.edit({id}, [&](conversation& known) { std::erase(known.members, happened.user_id); });
    of.memberships.erase({happened.user_id, id});
  }
  void operator()(const room::settings_changed& happened) const {
    of.rooms.edit({id}, [&](conversation& known) {
      if (happened.name) known.name = happened.name;
      if (happened.history) known.history = *happened.history;
    });
  }
  template <class Other>
  void operator()(const Other&) const {}
};

} // namespace

void conversations::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* body = std::get_if<room::event>(&entry.body))
    std::visit(conversation_change{*this, {entry.stream.key}, entry.seq, entry.time}, *body);
}

} // namespace switchboard::projections
