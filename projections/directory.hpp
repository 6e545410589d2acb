#pragma once

#include "events/event.hpp"
#include "projections/person.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

template <>
struct table_schema<person> {
  static constexpr std::string_view name = "people";
  static constexpr auto key = std::tuple{&person::id};
  static constexpr std::string_view indexes = R"sql(
    CREATE INDEX people_by_id ON people (id COLLATE NOCASE);
    CREATE INDEX people_by_name ON people (full_name COLLATE NOCASE);
    CREATE INDEX people_by_email ON people (email COLLATE NOCASE);
    CREATE INDEX people_by_uuid ON people (uuid);
  )sql";
};

/// Who has an account, and what others may know of them.
struct directory {
  static constexpr std::string_view name = "directory";
  static constexpr int version = 1;

  table<person> people;

  void apply(const recorded& happened);
  auto tables() { return std::tie(people); }
};

} // namespace switchboard::projections
