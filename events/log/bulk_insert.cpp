#include "events/log/bulk_insert.hpp"

namespace switchboard::sqlite {

namespace {

std::string sql_for(const std::string& into, int columns, std::size_t rows) {
  std::string row = "(?";
  for (int i = 1; i < columns; ++i)
    row += ", ?";
  row += ')';
  auto sql = "INSERT INTO " + into + " VALUES " + row;
  for (std::size_t i = 1; i < rows; ++i)
    sql += ", " + row;
  return sql;
}

} // namespace

bulk_insert::bulk_insert(const database& in, const std::string& into, int columns)
    : columns_{columns},
      several_{in, sql_for(into, columns, rows_of_run)},
      one_{in, sql_for(into, columns, 1)} {}

} // namespace switchboard::sqlite
