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
    CREATE INDEX served_calls_by_customer ON served_calls (queue, customer_name, match_seq);
  )sql";
};

template <>
struct table_schema<transcript_line> {
  static constexpr std::string_view name = "transcript_lines";
  static constexpr auto key = std::tuple{&transcript_line::room_id, &transcript_line::seq};
  static constexpr std::string_view indexes = "";
};

/// Whom the queues served, under which name, and what was said: for the agent who has the customer
/// again.
struct served_calls {
  static constexpr std::string_view name = "served_calls";
  static constexpr int version = 1;

  table<served_call> calls;
  table<transcript_line> lines;

  void apply(const recorded& happened);
  auto tables() { return std::tie(calls, lines); }
};

} // namespace switchboard::projections
