#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

namespace switchboard::projections {

/// What a side is doing. `resting` is an agent who did not take an offer and is offered nothing for
/// a while.
BOOST_DEFINE_FIXED_ENUM_CLASS(side_status, std::uint8_t, waiting, offered, matched, resting,
                              wrapping_up, paused, gone)

/// A customer or an agent of a queue, also long after it is gone.
struct queue_side {
  switchboard::user_id call_id;
  queue_name queue;
  queue_role role = queue_role::customer;
  std::string name;
  /// The account, when they are signed in.
  std::optional<switchboard::user_id> user_id;
  side_status status = side_status::waiting;
  std::int64_t priority = 0;
  timestamp started_at;
  /// When a customer was matched; when an agent last was.
  std::optional<timestamp> matched_at;
  std::optional<timestamp> ended_at;
  std::optional<side_leave_reason> leave_reason;
  /// The present partner; of a customer who is gone, the one they had.
  std::optional<switchboard::user_id> partner_call_id;
  std::optional<std::string> partner_name;
  std::optional<switchboard::room_id> room_id;
  /// The open offer that it is part of.
  std::optional<switchboard::offer_id> offer_id;
  /// Whether an agent goes on a break as soon as the call is over.
  bool pauses_after_call = false;

  static constexpr auto fields() {
    using self = queue_side;
    return std::tuple{
        field{"call_id", &self::call_id, "The side."},
        field{"queue", &self::queue, "The queue."},
        field{"role", &self::role, "Customer or agent."},
        field{"name", &self::name, "The name they gave."},
        field{"user_id", &self::user_id, "The account, when signed in."},
        field{"status", &self::status, "What it is doing."},
        field{"priority", &self::priority, "Higher is served first."},
        field{"started_at", &self::started_at, "When it started."},
        field{"matched_at", &self::matched_at, "When it was last matched."},
        field{"ended_at", &self::ended_at, "When it was gone."},
        field{"leave_reason", &self::leave_reason, "Why it is gone."},
        field{"partner_call_id", &self::partner_call_id, "Its partner."},
        field{"partner_name", &self::partner_name, "The partner's name."},
        field{"room_id", &self::room_id, "The room of its match."},
        field{"offer_id", &self::offer_id, "The open offer it is part of."},
        field{"pauses_after_call", &self::pauses_after_call, "Whether a break follows the call."}};
  }

  friend bool operator==(const queue_side&, const queue_side&) = default;
};

} // namespace switchboard::projections
