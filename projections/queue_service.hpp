#pragma once

#include "events/json.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace switchboard::projections {

/// How a queue served the customers who came in one quarter of an hour, whenever they were
/// answered.
struct queue_quarter {
  queue_name queue;
  timestamp begins_at;
  std::int64_t arrived = 0;
  std::int64_t answered = 0;
  /// Answered within the time that the queue's settings named when they were answered.
  std::int64_t answered_in_time = 0;
  /// Gone before they were answered, of their own accord or because the connection was lost.
  std::int64_t abandoned = 0;
  std::int64_t completed = 0;
  /// Of those answered.
  std::int64_t waited_ms = 0;
  std::int64_t longest_wait_ms = 0;
  /// Of those completed.
  std::int64_t talked_ms = 0;

  static constexpr auto fields() {
    using self = queue_quarter;
    return std::tuple{field{"queue", &self::queue, "The queue."},
                      field{"begins_at", &self::begins_at, "When the quarter begins."},
                      field{"arrived", &self::arrived, "Customers who came."},
                      field{"answered", &self::answered, "Of them, those who got an agent."},
                      field{"answered_in_time", &self::answered_in_time, "Of those, in time."},
                      field{"abandoned", &self::abandoned, "Gone before they got one."},
                      field{"completed", &self::completed, "Whose call is over."},
                      field{"waited_ms", &self::waited_ms, "The waits of the answered, in all."},
                      field{"longest_wait_ms", &self::longest_wait_ms, "The longest of them."},
                      field{"talked_ms", &self::talked_ms, "From match to end, in all."}};
  }

  friend bool operator==(const queue_quarter&, const queue_quarter&) = default;
};

/// The same over a longer time.
struct queue_service {
  std::int64_t arrived = 0;
  std::int64_t answered = 0;
  std::int64_t answered_in_time = 0;
  std::int64_t abandoned = 0;
  std::int64_t completed = 0;
  /// The share of those answered in time among all who were answered or gave up, 0 to 1; absent
  /// when there was nobody.
  std::optional<double> service_level;
  /// Of the answered.
  std::optional<std::int64_t> average_wait_ms;
  std::int64_t longest_wait_ms = 0;
  std::optional<std::int64_t> average_talk_ms;

  static constexpr auto fields() {
    using self = queue_service;
    return std::tuple{field{"arrived", &self::arrived, "Customers who came."},
                      field{"answered", &self::answered, "Of them, those who got an agent."},
                      field{"answered_in_time", &self::answered_in_time, "Of those, in time."},
                      field{"abandoned", &self::abandoned, "Gone before they got one."},
                      field{"completed", &self::completed, "Whose call is over."},
                      field{"service_level", &self::service_level, "Share answered in time."},
                      field{"average_wait_ms", &self::average_wait_ms, "Of the answered."},
                      field{"longest_wait_ms", &self::longest_wait_ms, "Of the answered."},
                      field{"average_talk_ms", &self::average_talk_ms, "Of the completed."}};
  }
};

/// How a queue stands at this moment.
struct queue_now {
  std::string queue;
  std::int64_t waiting = 0;
  /// Since when the first of the waiting waits.
  std::optional<timestamp> waiting_since;
  std::int64_t in_call = 0;
  std::int64_t agents_ready = 0;
  std::int64_t agents_offered = 0;
  /// Resting or wrapping up.
  std::int64_t agents_resting = 0;
  std::int64_t agents_paused = 0;

  static constexpr auto fields() {
    using self = queue_now;
    return std::tuple{field{"queue", &self::queue, "The queue."},
                      field{"waiting", &self::waiting, "Customers without an agent."},
                      field{"waiting_since", &self::waiting_since, "Of the first of them."},
                      field{"in_call", &self::in_call, "Matched pairs."},
                      field{"agents_ready", &self::agents_ready, "Agents without a customer."},
                      field{"agents_offered", &self::agents_offered, "Asked to take one."},
                      field{"agents_resting", &self::agents_resting, "Offered nothing yet."},
                      field{"agents_paused", &self::agents_paused, "On a break."}};
  }
};

} // namespace switchboard::projections
