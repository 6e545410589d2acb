#pragma once

#include "events/event.hpp"
#include "projections/served_call.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

template <>
struct table_schema<served_call> {
  static constexpr std::string_view name = "served_calls";
  static constexpr auto key = std::tuple{&served_call::room_id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX served_calls_by_customer ON served_calls (queue, customer_identity, match_seq)
      WHERE customer_identity IS NOT NULL;
  )sql";
};

template <>
struct table_schema<vouched_customer> {
  static constexpr std::string_view name = "vouched_customers";
  static constexpr auto key = std::tuple{&vouched_customer::side};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<transcript_line> {
  static constexpr std::string_view name = "transcript_lines";
  static constexpr auto key = std::tuple{&transcript_line::room_id, &transcript_line::seq};
  static constexpr std::string_view indexes = "";
};

/// Whom the queues served, who vouches for them, and what was said: for the agent who has the
/// customer again.
struct served_calls {
  static constexpr std::string_view name = "served_calls";
  static constexpr int version = 2;

  table<served_call> calls;
  table<vouched_customer> waiting;
  table<transcript_line> lines;

  void apply(const recorded& happened);
  auto tables() { return std::tie(calls, waiting, lines); }
};

} // namespace switchboard::projections
