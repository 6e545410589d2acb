#pragma once

#include "actors/user/state.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>

namespace switchboard::user {

/// What others see of a person. Away: all their devices dropped, and may come back within the
/// grace.
BOOST_DEFINE_FIXED_ENUM_CLASS(presence_status, std::uint8_t, offline, online, away, in_call, busy,
                              do_not_disturb)

struct presence {
  presence_status status = presence_status::offline;
  /// When a device was last heard of; absent when none ever was.
  std::optional<timestamp> last_seen;

  friend bool operator==(const presence&, const presence&) = default;
};

/// Devices come first: who has none is offline whatever they say of themselves. Then what they say
/// is heard, and of that, "do not disturb" is told before that they are in a call.
presence presence_of(const state& now);

} // namespace switchboard::user
