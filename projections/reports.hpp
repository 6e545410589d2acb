#pragma once

#include "events/event.hpp"
#include "projections/report.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

template <>
struct table_schema<report> {
  static constexpr std::string_view name = "reports";
  static constexpr auto key = std::tuple{&report::id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX reports_in_order ON reports (position);
    CREATE INDEX reports_that_wait ON reports (position) WHERE settled_at IS NULL;
  )sql";
};

/// What people complained of, for admins.
struct reports {
  static constexpr std::string_view name = "reports";
  static constexpr int version = 1;

  table<report> all;

  void apply(const recorded& happened);
  auto tables() { return std::tie(all); }
};

} // namespace switchboard::projections
