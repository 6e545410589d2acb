#include "tools/audit/user_audit.hpp"

#include "tools/audit/broken.hpp"

#include <string>

namespace switchboard::audit {

/// Reads one event of a user; the rules are told by what each `require` says.
struct user_audit::reader {
  person& of;
  const envelope& entry;

  void require(bool is_so, const char* rule) const {
    if (!is_so)
      throw broken{to_string(entry.stream) + " #" + std::to_string(entry.seq) + ": " + rule};
  }

  std::optional<timestamp>& grace_of(const connection_id& device) const {
    const auto found = of.devices.find(device);
    require(found != of.devices.end(), "news of a device are of one that is connected");
    return found->second;
  }

  void operator()(const user::device_connected& happened) const {
    require(of.devices.try_emplace(happened.connection_id).second, "a device connects once");
  }
  void operator()(const user::device_suspected& happened) const {
    auto& grace = grace_of(happened.connection_id);
    // It may be said again, for a call that let the device in meanwhile, but gives no more time.
    require(!grace || *grace == happened.grace_until, "a suspicion is not prolonged");
    grace = happened.grace_until;
  }
  void operator()(const user::device_resumed& happened) const {
    grace_of(happened.connection_id).reset();
  }
  void operator()(const user::device_disconnected& happened) const {
    of.devices.erase(happened.connection_id);
  }

  void operator()(const user::invitation_received& happened) const {
    require(!of.closed_invitations.contains(happened.call_id), "what ended does not begin again");
    require(of.open_invitations.insert(happened.call_id).second, "an invitation comes once");
  }
  void operator()(const user::device_rang& happened) const {
    require(of.open_invitations.contains(happened.call_id), "only what is open rings");
    require(!grace_of(happened.connection_id), "it rings only on devices that are there");
    require(of.rang.emplace(happened.call_id, happened.connection_id).second,
            "it rings once on each device");
  }
  void operator()(const user::invitation_closed& happened) const {
    require(of.closed_invitations.insert(happened.call_id), "an invitation ends once");
    of.open_invitations.erase(happened.call_id);
    std::erase_if(of.rang, [&](const auto& each) { return each.first == happened.call_id; });
  }

  void operator()(const user::call_entered& happened) const { of.calls.insert(happened.call_id); }
  void operator()(const user::call_exited& happened) const {
    if (!happened.connection_id) of.calls.erase(happened.call_id);
  }

  template <class Other>
  void operator()(const Other&) const {}
};

void user_audit::see(const envelope& entry) {
  const auto* body = std::get_if<user::event>(&entry.body);
  if (body) std::visit(reader{people_[{entry.stream.key}], entry}, *body);
}

void user_audit::check_all_over() const {
  for (const auto& [id, each] : people_) {
    if (!each.devices.empty()) throw broken{id.value + " is online as a ghost"};
    if (!each.open_invitations.empty())
      throw broken{each.open_invitations.begin()->value + " rings for " + id.value + " for ever"};
    if (!each.calls.empty())
      throw broken{id.value + " was not told that " + each.calls.begin()->value + " is over"};
  }
}

} // namespace switchboard::audit
