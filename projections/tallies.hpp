#pragma once

#include "events/event.hpp"
#include "events/field.hpp"
#include "projections/table.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace switchboard::projections {

/// How many there are of something.
struct tally {
  std::string what;
  std::int64_t count = 0;

  static constexpr auto fields() {
    return std::tuple{field{"what", &tally::what, "What is counted."},
                      field{"count", &tally::count, "How many."}};
  }

  friend bool operator==(const tally&, const tally&) = default;
};

template <>
struct table_schema<tally> {
  static constexpr std::string_view name = "tallies";
  static constexpr auto key = std::tuple{&tally::what};
  static constexpr std::string_view indexes = "";
};

/// Numbers that would take long to count when somebody asks: people, messages, calls.
struct tallies {
  static constexpr std::string_view name = "tallies";
  static constexpr int version = 1;
  static constexpr std::string_view of_people = "people";
  static constexpr std::string_view of_messages = "messages";
  static constexpr std::string_view of_calls = "calls";

  table<tally> counts;

  void apply(const recorded& happened);
  auto tables() { return std::tie(counts); }
};

} // namespace switchboard::projections
