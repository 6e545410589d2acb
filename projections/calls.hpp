#pragma once

#include "events/event.hpp"
#include "projections/call.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

/// Whom a call concerns, in the order in which the calls began.
struct call_party {
  switchboard::user_id user_id;
  /// Where in the log the call began.
  std::uint64_t position = 0;
  switchboard::call_id call_id;

  static constexpr auto fields() {
    using self = call_party;
    return std::tuple{field{"user_id", &self::user_id, "Whom it concerns."},
                      field{"position", &self::position, "Where in the log it began."},
                      field{"call_id", &self::call_id, "The call."}};
  }

  friend bool operator==(const call_party&, const call_party&) = default;
};

/// What has to be known of a room's call as long as it goes on.
struct call_opening {
  switchboard::room_id room_id;
  /// Where in the log the call began; 0 until it does, in a room that a queue has made for it.
  std::uint64_t position = 0;
  /// The sides of a queue's call.
  std::optional<user_id> customer_id;
  std::optional<user_id> agent_id;

  static constexpr auto fields() {
    using self = call_opening;
    return std::tuple{field{"room_id", &self::room_id, "The call's room."},
                      field{"position", &self::position, "Where in the log it began."},
                      field{"customer_id", &self::customer_id, "In a queue's call."},
                      field{"agent_id", &self::agent_id, "In a queue's call."}};
  }

  friend bool operator==(const call_opening&, const call_opening&) = default;
};

template <>
struct table_schema<call> {
  static constexpr std::string_view name = "calls";
  static constexpr auto key = std::tuple{&call::id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX calls_that_live ON calls (room_id) WHERE status <> 'ended';
  )sql";
};

template <>
struct table_schema<call_party> {
  static constexpr std::string_view name = "call_parties";
  static constexpr auto key = std::tuple{&call_party::user_id, &call_party::position};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<call_opening> {
  static constexpr std::string_view name = "call_openings";
  static constexpr auto key = std::tuple{&call_opening::room_id};
  static constexpr std::string_view indexes = "";
};

/// The calls, live and over, and whom they concern.
struct calls {
  static constexpr std::string_view name = "calls";
  static constexpr int version = 2;

  table<call> all;
  table<call_party> parties;
  table<call_opening> openings;

  void apply(const recorded& happened);
  auto tables() { return std::tie(all, parties, openings); }
};

} // namespace switchboard::projections
