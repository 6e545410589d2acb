#include "actors/user/presence.hpp"

#include <algorithm>

namespace switchboard::user {

namespace {

presence_status status_of(const state& now) {
  if (now.devices.empty()) return presence_status::offline;
  if (std::all_of(now.devices.begin(), now.devices.end(),
                  [](const device& each) { return each.is_suspected(); }))
    return presence_status::away;
  if (now.status == availability::do_not_disturb) return presence_status::do_not_disturb;
  if (!now.calls.empty()) return presence_status::in_call;
  return now.status == availability::busy ? presence_status::busy : presence_status::online;
}

} // namespace

presence presence_of(const state& now) { return {status_of(now), now.last_seen}; }

} // namespace switchboard::user
