#pragma once

#include "actors/user/rules.hpp"

#include <string>
#include <vector>

namespace switchboard::user {

/// Decides one command. The rules are spread by what they are about: the account and its sessions,
/// the devices, and the calls have a file each.
class decider {
public:
  decider(const state& now, const context& in) : now_{now}, in_{in} {}

  // decide_account.cpp
  decision<event> operator()(const register_account&) const;
  decision<event> operator()(const change_profile&) const;
  decision<event> operator()(const change_role&) const;
  decision<event> operator()(const ban&) const;
  decision<event> operator()(const unban&) const;
  decision<event> operator()(const open_session&) const;
  decision<event> operator()(const refresh_session&) const;
  decision<event> operator()(const revoke_session&) const;
  decision<event> operator()(const note_room_joined&) const;
  decision<event> operator()(const note_room_left&) const;
  decision<event> operator()(const set_status&) const;
  decision<event> operator()(const note_credentials&) const;
  decision<event> operator()(const look&) const;

  // decide_devices.cpp
  decision<event> operator()(const connect_device&) const;
  decision<event> operator()(const suspect_device&) const;
  decision<event> operator()(const resume_device&) const;
  decision<event> operator()(const disconnect_device&) const;
  decision<event> operator()(const node_restarted&) const;
  decision<event> operator()(const tick&) const;

  // decide_calls.cpp
  decision<event> operator()(const receive_invitation&) const;
  decision<event> operator()(const close_invitation&) const;
  decision<event> operator()(const enter_call&) const;
  decision<event> operator()(const exit_call&) const;

  // decide_contacts.cpp
  decision<event> operator()(const block_person&) const;
  decision<event> operator()(const unblock_person&) const;
  decision<event> operator()(const request_contact&) const;
  decision<event> operator()(const accept_contact&) const;
  decision<event> operator()(const remove_contact&) const;
  decision<event> operator()(const note_contact_opened&) const;
  decision<event> operator()(const make_report&) const;
  decision<event> operator()(const settle_report&) const;

private:
  using events = std::vector<event>;

  bool is_banned() const { return now_.ban_reason.has_value(); }
  rejection refuse_banned() const;

  /// The device is there, on this server, whether it was suspected or not.
  events come_back(const device& back, const std::string& node,
                   const std::string& incarnation) const;
  /// Lets a device that has just come ring for what rings still.
  void ring_on(const connection_id& connection, events& into) const;
  device_suspected suspicion_of(const device& dropped, disconnect_reason reason) const;
  device_disconnected departure_of(const device& gone, disconnect_reason reason) const;

  bool rings_still(const invitation& each) const;
  bool is_rung_too_often() const;
  bool is_busy_for(const call_id& call) const;

  const state& now_;
  const context& in_;
};

} // namespace switchboard::user
