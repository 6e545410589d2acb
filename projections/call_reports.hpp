#pragma once

#include "events/event.hpp"
#include "projections/call_report.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

template <>
struct table_schema<security_report> {
  static constexpr std::string_view name = "security_reports";
  static constexpr auto key = std::tuple{&security_report::call_id, &security_report::seq};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<quality_report> {
  static constexpr std::string_view name = "quality_reports";
  static constexpr auto key = std::tuple{&quality_report::call_id, &quality_report::seq};
  static constexpr std::string_view indexes = "";
};

/// What the devices in a call said of each other and of their connections.
struct call_reports {
  static constexpr std::string_view name = "call_reports";
  static constexpr int version = 2;

  table<security_report> of_security;
  table<quality_report> of_quality;

  void apply(const recorded& happened);
  auto tables() { return std::tie(of_security, of_quality); }
};

} // namespace switchboard::projections
