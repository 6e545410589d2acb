#include "projections/presences.hpp"

#include <algorithm>
#include <variant>

namespace switchboard::projections {

namespace {

/// Devices come first: who has none is offline whatever they say of themselves. Then what they say
/// is heard, and of that, "do not disturb" is told before that they are in a call.
presence_status status_of(const presence& now) {
  if (now.devices.empty()) return presence_status::offline;
  if (std::ranges::all_of(now.devices,
                          [](const device& each) { return each.grace_until.has_value(); }))
    return presence_status::away;
  if (now.said == availability::do_not_disturb) return presence_status::do_not_disturb;
  if (!now.calls.empty()) return presence_status::in_call;
  return now.said == availability::busy ? presence_status::busy : presence_status::online;
}

struct presence_change {
  presence& now;
  timestamp at;

  void operator()(const user::device_connected& happened) const {
    now.devices.push_back(
        {happened.connection_id, happened.device, happened.node, at, std::nullopt});
    now.last_seen = at;
  }
  void operator()(const user::device_suspected& happened) const {
    if (auto* const dropped = find_device(happened.connection_id))
      dropped->grace_until = happened.grace_until;
  }
  void operator()(const user::device_resumed& happened) const {
    if (auto* const back = find_device(happened.connection_id)) {
      back->node = happened.node;
      back->grace_until.reset();
    }
    now.last_seen = at;
  }
  void operator()(const user::device_disconnected& happened) const {
    std::erase_if(now.devices,
                  [&](const device& each) { return each.connection_id == happened.connection_id; });
    // Who has no device in a call any more is not in it, even if it goes on without them.
    std::erase_if(now.calls,
                  [&](attendance& each) { return is_left(each, happened.connection_id); });
    now.last_seen = at;
  }
  void operator()(const user::call_entered& happened) const {
    auto known = std::ranges::find(now.calls, happened.call_id, &attendance::call_id);
    if (known == now.calls.end()) known = now.calls.insert(now.calls.end(), {happened.call_id, {}});
    if (happened.connection_id
        && std::ranges::find(known->connections, *happened.connection_id)
               == known->connections.end())
      known->connections.push_back(*happened.connection_id);
  }
  void operator()(const user::call_exited& happened) const {
    std::erase_if(now.calls, [&](attendance& each) {
      return each.call_id == happened.call_id
             && (!happened.connection_id || is_left(each, *happened.connection_id));
    });
  }
  void operator()(const user::status_set& happened) const { now.said = happened.status; }

private:
  device* find_device(const connection_id& connection) const {
    const auto found = std::ranges::find(now.devices, connection, &device::connection_id);
    return found == now.devices.end() ? nullptr : &*found;
  }

  /// Whether the device was the last one in the call.
  static bool is_left(attendance& in, const connection_id& by) {
    return std::erase(in.connections, by) > 0 && in.connections.empty();
  }
};

} // namespace

void presences::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  const auto* const body = std::get_if<user::event>(&entry.body);
  if (!body) return;
  std::visit(
      [&]<class Record>(const Record& record) {
        if constexpr (std::invocable<presence_change, const Record&>) {
          presence unseen;
          unseen.user_id = {entry.stream.key};
          people.edit_or_make(std::move(unseen), [&](presence& now) {
            presence_change{now, entry.time}(record);
            now.status = status_of(now);
          });
        }
      },
      *body);
}

} // namespace switchboard::projections
