#pragma once

#include "events/event.hpp"
#include "projections/presence.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

template <>
struct table_schema<presence> {
  static constexpr std::string_view name = "presences";
  static constexpr auto key = std::tuple{&presence::user_id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX presences_of_the_present ON presences (status) WHERE status <> 'offline';
  )sql";
};

/// Who is there, with which devices, and what others see of that. It follows from the events of the
/// users alone, by the rule of `user::presence_of`, and a test compares the two.
struct presences {
  static constexpr std::string_view name = "presences";
  static constexpr int version = 1;

  table<presence> people;

  void apply(const recorded& happened);
  auto tables() { return std::tie(people); }
};

} // namespace switchboard::projections
