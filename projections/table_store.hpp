#pragma once

#include "events/log/sqlite.hpp"
#include "projections/columns.hpp"
#include "projections/table.hpp"

#include <sqlite3.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

/// The SQL of a table, made from its row's one definition.
namespace switchboard::projections {

namespace sql {

template <class Row>
constexpr std::size_t column_count = std::tuple_size_v<decltype(Row::fields())>;

/// The columns that make the key.
template <class Row, class Visitor>
void for_each_key_column(Visitor&& visit) {
  std::apply(
      [&](auto... keys) {
        const auto visit_column_of = [&]<class Key>(Key key) {
          for_each_field<Row>([&](const auto& each) {
            if constexpr (std::same_as<Key, std::remove_cv_t<decltype(each.member)>>)
              if (each.member == key) visit(each.name);
          });
        };
        (visit_column_of(keys), ...);
      },
      table_schema<Row>::key);
}

template <class Row>
std::string column_list() {
  std::string list;
  for_each_field<Row>(
      [&](const auto& each) { list.append(list.empty() ? "" : ", ").append(each.name); });
  return list;
}

/// One tree a table, in the order of its key: who asks for a room's messages finds them side by
/// side.
template <class Row>
std::string create() {
  std::string text = "CREATE TABLE ";
  text.append(table_schema<Row>::name).append(" (");
  for_each_field<Row>([&](const auto& each) {
    using member = std::remove_cvref_t<decltype(std::declval<Row>().*each.member)>;
    text.append(each.name).append(" ").append(columns::type_of<member>).append(", ");
  });
  std::string keys;
  for_each_key_column<Row>(
      [&](std::string_view name) { keys.append(keys.empty() ? "" : ", ").append(name); });
  text.append("PRIMARY KEY (").append(keys).append(")) STRICT, WITHOUT ROWID;");
  return text.append(table_schema<Row>::indexes);
}

template <class Row>
std::string select(std::string_view rest) {
  std::string text = "SELECT " + column_list<Row>() + " FROM ";
  return text.append(table_schema<Row>::name).append(" ").append(rest);
}

template <class Row>
std::string where_key() {
  std::string text;
  for_each_key_column<Row>([&](std::string_view name) {
    text.append(text.empty() ? "WHERE " : " AND ").append(name).append(" = ?");
  });
  return text;
}

template <class Row>
std::string upsert() {
  std::string text = "INSERT OR REPLACE INTO ";
  text.append(table_schema<Row>::name).append(" (").append(column_list<Row>()).append(") VALUES (");
  for (std::size_t i = 0; i < column_count<Row>; ++i)
    text.append(i == 0 ? "?" : ", ?");
  return text.append(")");
}

/// The row that a `select` has come to. What cannot have been written is damage, as SQLite's own
/// findings are.
template <class Row>
Row read(const sqlite::database& in, const sqlite::rows& from) {
  Row row;
  try {
    for_each_field<Row>([&, column = 0](const auto& each) mutable {
      columns::read(from, column++, row.*each.member);
    });
  } catch (const json::error& unreadable) {
    throw sqlite::error{in.file(), SQLITE_CORRUPT, unreadable.what()};
  }
  return row;
}

} // namespace sql

/// Where one table's rows are kept.
template <class Row>
class table_store {
public:
  static_assert(fields_are_complete<Row>);

  explicit table_store(const sqlite::database& in)
      : in_{in},
        select_{in, sql::select<Row>(sql::where_key<Row>())},
        upsert_{in, sql::upsert<Row>()},
        delete_{in, "DELETE FROM " + std::string{table_schema<Row>::name} + " "
                        + sql::where_key<Row>()} {}

  std::optional<Row> load(const key_type<Row>& key) {
    bind_key(select_, key);
    sqlite::rows found{select_};
    if (!found.next()) return std::nullopt;
    return sql::read<Row>(in_, found);
  }

  void write(table<Row>& from) {
    from.for_each_change([&](const typename table<Row>::change& changed) {
      if (changed.row)
        put(*changed.row);
      else
        erase(changed.of);
    });
    from.settle();
  }

private:
  void put(const Row& row) {
    for_each_field<Row>([&, index = 0](const auto& each) mutable {
      auto& scratch = scratch_[static_cast<std::size_t>(index)];
      columns::bind(upsert_, ++index, scratch, row.*each.member);
    });
    upsert_.run();
  }

  void erase(const key_type<Row>& key) {
    bind_key(delete_, key);
    delete_.run();
  }

  void bind_key(sqlite::statement& to, const key_type<Row>& key) {
    std::apply(
        [&](const auto&... part) {
          int index = 0;
          ((columns::bind(to, ++index, scratch_.front(), part)), ...);
        },
        key);
  }

  const sqlite::database& in_;
  sqlite::statement select_;
  sqlite::statement upsert_;
  sqlite::statement delete_;
  std::array<std::string, sql::column_count<Row>> scratch_;
};

} // namespace switchboard::projections
