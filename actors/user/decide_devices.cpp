#include "actors/user/decider.hpp"
#include "actors/user/limits.hpp"
#include "actors/user/lookup.hpp"

namespace switchboard::user {

namespace {

/// Whether a server that noticed something about a device is the one that holds it now. A device
/// that resumed elsewhere must not suffer from its old socket.
template <class Notice>
bool is_from_holder(const Notice& notice, const device& held) {
  return (!notice.node || *notice.node == held.node)
         && (!notice.incarnation || *notice.incarnation == held.incarnation);
}

} // namespace

decision<event> decider::operator()(const connect_device& asked) const {
  if (is_banned()) return refuse_banned();
  if (const auto* const known = find(now_.devices, &device::connection_id, asked.connection_id))
    return come_back(*known, asked.node, asked.incarnation);
  if (asked.device.size() > max_device_name_bytes)
    return rejection{reject_code::too_long, "A device's name may have at most "
                                                + std::to_string(max_device_name_bytes)
                                                + " bytes."};
  if (now_.devices.size() >= in_.policy.max_devices)
    return rejection{reject_code::limit_reached, "Too many devices are connected: at most "
                                                     + std::to_string(in_.policy.max_devices)
                                                     + " at a time."};
  events all{device_connected{asked.connection_id, asked.node, asked.incarnation, asked.device}};
  ring_on(asked.connection_id, all);
  return all;
}

decision<event> decider::operator()(const resume_device& asked) const {
  if (is_banned()) return refuse_banned();
  const auto* const known = find(now_.devices, &device::connection_id, asked.connection_id);
  if (known == nullptr)
    return rejection{reject_code::unknown_connection,
                     "This connection is gone: open a new one and fetch what it missed."};
  return come_back(*known, asked.node, asked.incarnation);
}

decision<event> decider::operator()(const suspect_device& asked) const {
  const auto* const dropped = find(now_.devices, &device::connection_id, asked.connection_id);
  if (dropped == nullptr || dropped->is_suspected() || !is_from_holder(asked, *dropped))
    return events{};
  return events{suspicion_of(*dropped, disconnect_reason::connection_lost)};
}

decision<event> decider::operator()(const disconnect_device& asked) const {
  const auto* const gone = find(now_.devices, &device::connection_id, asked.connection_id);
  if (gone == nullptr || !is_from_holder(asked, *gone)) return events{};
  return events{departure_of(*gone, asked.reason)};
}

decision<event> decider::operator()(const node_restarted& asked) const {
  events all;
  for (const auto& each : now_.devices)
    if (each.node == asked.node && each.incarnation != asked.incarnation && !each.is_suspected())
      all.push_back(suspicion_of(each, disconnect_reason::node_restarted));
  return all;
}

decision<event> decider::operator()(const tick&) const {
  events all;
  for (const auto& each : now_.devices)
    if (each.grace_until && *each.grace_until <= in_.now)
      all.push_back(departure_of(each, each.suspicion));
  for (const auto& each : now_.sessions)
    if (each.expires_at <= in_.now) all.push_back(session_expired{each.session_id});
  return all;
}

decider::events decider::come_back(const device& back, const std::string& node,
                                   const std::string& incarnation) const {
  if (!back.is_suspected() && back.node == node && back.incarnation == incarnation) return {};
  events all{
      device_resumed{back.connection_id, node, incarnation, calls_of(now_, back.connection_id)}};
  ring_on(back.connection_id, all);
  return all;
}

void decider::ring_on(const connection_id& connection, events& into) const {
  for (const auto& each : now_.invitations)
    if (rings_still(each) && !contains(each.rang, connection))
      into.push_back(device_rang{each.call_id, connection});
}

device_suspected decider::suspicion_of(const device& dropped, disconnect_reason reason) const {
  return {dropped.connection_id, in_.now + in_.policy.reconnect_grace_ms,
          calls_of(now_, dropped.connection_id), reason};
}

device_disconnected decider::departure_of(const device& gone, disconnect_reason reason) const {
  return {gone.connection_id, reason, calls_of(now_, gone.connection_id)};
}

} // namespace switchboard::user
