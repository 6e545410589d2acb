#pragma once

#include "events/log/sqlite.hpp"
#include "projections/projection_set.hpp"
#include "projections/table_store.hpp"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

/// What the read models hold, as rows or as one text to compare.
namespace switchboard::testing {

/// The rows that a table came to without a file, in the order of their keys.
template <class Row>
std::vector<Row> rows_of(projections::table<Row>& table) {
  std::vector<Row> rows;
  table.for_each_change([&](const auto& change) {
    if (change.row) rows.push_back(*change.row);
  });
  return rows;
}

template <class Projection>
Projection folded(std::span<const recorded> events) {
  Projection made;
  for (const auto& each : events)
    made.apply(each);
  return made;
}

template <class Row>
void dump_rows(std::string& into, std::vector<Row> rows) {
  std::ranges::sort(rows, {}, [](const Row& each) { return projections::key_of(each); });
  into.append("# ").append(projections::table_schema<Row>::name).append("\n");
  for (const auto& each : rows) {
    into.append(json::to_text(each)).append("\n");
  }
}

/// Every row of every table after a fold in memory.
inline std::string dump_of(std::span<const recorded> events) {
  auto all = folded<projections::projection_set>(events);
  std::string text;
  all.for_each_table(
      [&]<class Row>(projections::table<Row>& each) { dump_rows(text, rows_of(each)); });
  return text;
}

/// Every row of every table of a file.
inline std::string dump_of(const sqlite::database& file) {
  std::string text;
  projections::projection_set{}.for_each_table([&]<class Row>(projections::table<Row>&) {
    sqlite::statement select{file, projections::sql::select<Row>("")};
    sqlite::rows row{select};
    std::vector<Row> all;
    while (row.next())
      all.push_back(projections::sql::read<Row>(file, row));
    dump_rows(text, std::move(all));
  });
  return text;
}

inline std::string dump_of(const std::filesystem::path& path) {
  return dump_of(sqlite::database{path, sqlite::open_mode::read});
}

} // namespace switchboard::testing
