#pragma once

#include "actors/queue/state.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace switchboard::queue {

/// An offer as its agent sees it.
struct offer_view {
  switchboard::offer_id offer_id;
  user_id customer_call_id;
  std::string customer_name;
  timestamp expires_at;
};

struct partner_view {
  user_id call_id;
  std::string name;
};

/// How things stand with one side, as it may know it.
struct side_view {
  user_id call_id;
  queue_role role = queue_role::customer;
  std::string name;
  /// A customer who is being offered to agents still waits, and an agent who rests waits: both are
  /// `waiting` here. Only an agent is ever `offered`.
  side_status status = side_status::waiting;
  timestamp started_at;
  /// The present partner; of a customer who is gone, the one they had.
  std::optional<partner_view> partner;
  std::optional<switchboard::room_id> room_id;
  /// While waiting: from 1 on, a customer's among the customers, an agent's among the agents. The
  /// answer to a start tells a customer's only: it is in the event, so a repeated start gets it
  /// too.
  std::optional<std::uint64_t> position;
  /// Counted from `started_at`, fixed at the start: what is left of it never rises.
  std::optional<std::int64_t> expected_wait_ms;
  std::optional<offer_view> offer;
  /// When the wrap-up ends, while it lasts.
  std::optional<timestamp> until;
  /// Why it is gone, once it is.
  std::optional<side_leave_reason> leave_reason;
};

side_view view_of(const state& of, const side& who);

} // namespace switchboard::queue
