#pragma once

#include "events/event.hpp"
#include "projections/queue_service.hpp"
#include "projections/queue_side.hpp"
#include "projections/table.hpp"

#include <vector>

namespace switchboard::projections {

/// A queue that there is, and the wait within which it wants to answer.
struct queue_aim {
  queue_name queue;
  std::int64_t service_level_ms = queue::settings{}.service_level_ms;

  static constexpr auto fields() {
    return std::tuple{
        field{"queue", &queue_aim::queue, "The queue."},
        field{"service_level_ms", &queue_aim::service_level_ms, "What counts as in time."}};
  }

  friend bool operator==(const queue_aim&, const queue_aim&) = default;
};

/// A customer put to agents who have not answered yet.
struct queue_offer {
  switchboard::offer_id offer_id;
  user_id customer_call_id;
  std::vector<user_id> agent_call_ids;

  static constexpr auto fields() {
    using self = queue_offer;
    return std::tuple{field{"offer_id", &self::offer_id, "The offer."},
                      field{"customer_call_id", &self::customer_call_id, "Whom it is about."},
                      field{"agent_call_ids", &self::agent_call_ids, "Who may still answer."}};
  }

  friend bool operator==(const queue_offer&, const queue_offer&) = default;
};

template <>
struct table_schema<queue_aim> {
  static constexpr std::string_view name = "queue_aims";
  static constexpr auto key = std::tuple{&queue_aim::queue};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<queue_side> {
  static constexpr std::string_view name = "queue_sides";
  static constexpr auto key = std::tuple{&queue_side::call_id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX queue_sides_that_are_there
      ON queue_sides (queue, role, status, priority DESC, started_at) WHERE status <> 'gone';
  )sql";
};

template <>
struct table_schema<queue_offer> {
  static constexpr std::string_view name = "queue_offers";
  static constexpr auto key = std::tuple{&queue_offer::offer_id};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<queue_quarter> {
  static constexpr std::string_view name = "queue_quarters";
  static constexpr auto key = std::tuple{&queue_quarter::queue, &queue_quarter::begins_at};
  static constexpr std::string_view indexes = "";
};

/// Who waits, who serves, and how well that goes. What a side is doing follows the rules of
/// `actors/queue/apply.cpp`, and a test compares the two.
struct queues {
  static constexpr std::string_view name = "queues";
  static constexpr int version = 2;

  table<queue_aim> aims;
  table<queue_side> sides;
  table<queue_offer> offers;
  table<queue_quarter> quarters;

  void apply(const recorded& happened);
  auto tables() { return std::tie(aims, sides, offers, quarters); }
};

} // namespace switchboard::projections
