#pragma once

#include "events/log/sqlite.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::projections {

/// A row that is not the same in two files, as JSON; empty in the one that has no such row.
struct row_difference {
  std::string_view table;
  std::string one;
  std::string other;
};

struct row_comparison {
  /// How many rows were looked at.
  std::uint64_t rows = 0;
  /// The first one that differs, in the order of the projections and of the keys.
  std::optional<row_difference> difference;
};

/// Compares all tables of two files of read models, row for row, up to the first difference.
row_comparison compare_rows(const sqlite::database& one, const sqlite::database& other);

} // namespace switchboard::projections
