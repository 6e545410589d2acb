#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// What others see of a person. Away: all their devices dropped, and may come back within the
/// grace.
BOOST_DEFINE_FIXED_ENUM_CLASS(presence_status, std::uint8_t, offline, online, away, in_call, busy,
                              do_not_disturb)

/// A device that is connected, or was a moment ago and may come back.
struct device {
  switchboard::connection_id connection_id;
  std::string name;
  std::string node;
  timestamp connected_at;
  /// When it counts as gone; absent while its socket is open.
  std::optional<timestamp> grace_until;

  static constexpr auto fields() {
    return std::tuple{
        field{"connection_id", &device::connection_id, "The device's connection."},
        field{"name", &device::name, "What the device calls itself."},
        field{"node", &device::node, "The server that holds it."},
        field{"connected_at", &device::connected_at, "When it came."},
        field{"grace_until", &device::grace_until, "When it counts as gone, if suspected."}};
  }

  friend bool operator==(const device&, const device&) = default;
};

/// A call that a person takes part in, and with which devices.
struct attendance {
  switchboard::call_id call_id;
  std::vector<connection_id> connections;

  static constexpr auto fields() {
    return std::tuple{
        field{"call_id", &attendance::call_id, "The call."},
        field{"connections", &attendance::connections, "The devices that are in it."}};
  }

  friend bool operator==(const attendance&, const attendance&) = default;
};

struct presence {
  switchboard::user_id user_id;
  presence_status status = presence_status::offline;
  availability said = availability::available;
  /// When a device was last heard of; absent when none ever was.
  std::optional<timestamp> last_seen;
  std::vector<device> devices;
  std::vector<attendance> calls;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &presence::user_id, "The person."},
                      field{"status", &presence::status, "What others see."},
                      field{"said", &presence::said, "What they say of themselves."},
                      field{"last_seen", &presence::last_seen, "When a device was last heard of."},
                      field{"devices", &presence::devices, "Their devices."},
                      field{"calls", &presence::calls, "The calls they take part in."}};
  }

  friend bool operator==(const presence&, const presence&) = default;
};

} // namespace switchboard::projections
