#include "projections/row_comparison.hpp"

#include "projections/projection_set.hpp"
#include "projections/table_store.hpp"

#include <utility>

namespace switchboard::projections {

namespace {

template <class Row>
std::string in_order_of_key() {
  std::string text;
  sql::for_each_key_column<Row>(
      [&](std::string_view name) { text.append(text.empty() ? "ORDER BY " : ", ").append(name); });
  return text;
}

/// The rows of one table in the order of their keys, one after the other.
template <class Row>
class row_walk {
public:
  explicit row_walk(const sqlite::database& in)
      : in_{in}, select_{in, sql::select<Row>(in_order_of_key<Row>())}, rows_{select_} {}

  std::optional<Row> next() {
    if (!rows_.next()) return std::nullopt;
    return sql::read<Row>(in_, rows_);
  }

private:
  const sqlite::database& in_;
  sqlite::statement select_;
  sqlite::rows rows_;
};

template <class Row>
std::string text_of(const std::optional<Row>& row) {
  return row ? json::to_text(*row) : std::string{};
}

/// Of two rows with different keys, the first has no counterpart in the other file.
template <class Row>
row_difference difference_of(const std::optional<Row>& one, const std::optional<Row>& other) {
  row_difference found{table_schema<Row>::name, text_of(one), text_of(other)};
  if (!one || !other) return found;
  if (key_of(*one) < key_of(*other)) found.other.clear();
  if (key_of(*other) < key_of(*one)) found.one.clear();
  return found;
}

template <class Row>
void compare_table(const sqlite::database& one, const sqlite::database& other,
                   row_comparison& into) {
  row_walk<Row> first{one};
  row_walk<Row> second{other};
  for (;;) {
    const auto mine = first.next();
    const auto theirs = second.next();
    if (!mine && !theirs) return;
    ++into.rows;
    if (text_of(mine) == text_of(theirs)) continue;
    into.difference = difference_of(mine, theirs);
    return;
  }
}

} // namespace

row_comparison compare_rows(const sqlite::database& one, const sqlite::database& other) {
  row_comparison made;
  projection_set{}.for_each_table([&]<class Row>(table<Row>&) {
    if (!made.difference) compare_table<Row>(one, other, made);
  });
  return made;
}

} // namespace switchboard::projections
