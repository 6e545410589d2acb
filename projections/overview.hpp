#pragma once

#include "projections/queue_service.hpp"

#include <cstdint>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// What an admin wants to see at a glance.
struct overview {
  /// How much of the log is in it.
  std::uint64_t position = 0;
  std::int64_t people = 0;
  std::int64_t people_present = 0;
  std::int64_t calls_ringing = 0;
  std::int64_t calls_active = 0;
  std::int64_t calls = 0;
  std::int64_t messages = 0;
  double events_per_second = 0;
  std::int64_t queue_count = 0;
  std::vector<queue_now> queues;

  static constexpr auto fields() {
    using self = overview;
    return std::tuple{field{"position", &self::position, "How much of the log is in it."},
                      field{"people", &self::people, "Accounts."},
                      field{"people_present", &self::people_present, "With a device."},
                      field{"calls_ringing", &self::calls_ringing, "Calls that ring."},
                      field{"calls_active", &self::calls_active, "Calls that go on."},
                      field{"calls", &self::calls, "Calls ever."},
                      field{"messages", &self::messages, "Messages ever."},
                      field{"events_per_second", &self::events_per_second,
                            "How many came into the log, over the last five seconds."},
                      field{"queue_count", &self::queue_count, "Queues that were ever used."},
                      field{"queues", &self::queues,
                            "How the first hundred of them stand, in the order of their names."}};
  }
};

} // namespace switchboard::projections
