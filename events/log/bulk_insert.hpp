#pragma once

#include "events/log/sqlite.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace switchboard::sqlite {

/// Inserts many rows into a table, several with each run of a statement: to begin and end a run
/// takes SQLite about as long as to store a short row.
class bulk_insert {
public:
  /// `into` is a table and its columns, such as `streams (stream, name)`.
  bulk_insert(const database& in, const std::string& into, int columns);

  /// `bind_row(to, first, row)` binds the columns of a row from the parameter `first` on.
  template <class Row, class BindRow>
  void insert(std::span<const Row> rows, BindRow bind_row) {
    for (; rows.size() >= rows_of_run; rows = rows.subspan(rows_of_run)) {
      for (std::size_t i = 0; i < rows_of_run; ++i)
        bind_row(several_, static_cast<int>(i) * columns_ + 1, rows[i]);
      several_.run();
    }
    for (const auto& each : rows) {
      bind_row(one_, 1, each);
      one_.run();
    }
  }

private:
  static constexpr std::size_t rows_of_run = 16;

  const int columns_;
  statement several_;
  statement one_;
};

} // namespace switchboard::sqlite
