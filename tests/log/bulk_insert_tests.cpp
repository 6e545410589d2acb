#include "events/log/bulk_insert.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <numeric>
#include <string>
#include <vector>

namespace switchboard::testing {

namespace {

void insert(sqlite::bulk_insert& to, std::int64_t first, std::size_t count) {
  std::vector<std::int64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), first);
  to.insert<std::int64_t>(numbers,
                          [](sqlite::statement& into, int parameter, const std::int64_t& number) {
                            into.bind(parameter, number).bind(parameter + 1, -number);
                          });
}

std::vector<std::int64_t> rows_of(const sqlite::database& file) {
  sqlite::statement find{file, "SELECT number, opposite FROM numbers ORDER BY rowid"};
  std::vector<std::int64_t> all;
  for (sqlite::rows row{find}; row.next();) {
    CHECK(row.integer(1) == -row.integer(0));
    all.push_back(row.integer(0));
  }
  return all;
}

} // namespace

TEST_CASE("rows in bulk are all there, in order, however many there are") {
  const temporary_folder folder;
  const sqlite::database file{folder.path() / "numbers.db", sqlite::open_mode::create};
  file.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY, opposite INTEGER)");
  sqlite::bulk_insert numbers{file, "numbers (number, opposite)", 2};
  std::vector<std::int64_t> expected;
  for (const std::size_t count : {0U, 1U, 15U, 16U, 17U, 32U, 47U}) {
    const auto first = static_cast<std::int64_t>(expected.size()) + 1;
    insert(numbers, first, count);
    for (std::size_t i = 0; i < count; ++i)
      expected.push_back(first + static_cast<std::int64_t>(i));
    CHECK(rows_of(file) == expected);
  }
}

TEST_CASE("a run in bulk of which one row is refused stores none, and the next one is not harmed") {
  const temporary_folder folder;
  const sqlite::database file{folder.path() / "numbers.db", sqlite::open_mode::create};
  file.execute("CREATE TABLE numbers (number INTEGER PRIMARY KEY, opposite INTEGER)");
  file.execute("INSERT INTO numbers VALUES (10, -10)");
  sqlite::bulk_insert numbers{file, "numbers (number, opposite)", 2};
  CHECK_THROWS_AS(insert(numbers, 1, 16), sqlite::error);
  CHECK(rows_of(file) == std::vector<std::int64_t>{10});
  insert(numbers, 11, 16);
  CHECK(rows_of(file).size() == 17);
}

} // namespace switchboard::testing
