#include "events/log/sqlite.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace switchboard::testing {

TEST_CASE("a file whose writer was killed says what to do about it") {
  const temporary_folder folder;
  const auto written = folder.path() / "written.db";
  const auto found = folder.path() / "found.db";
  sqlite::database file{written, sqlite::open_mode::create};
  file.execute("PRAGMA cache_size = 1; CREATE TABLE numbers (number INTEGER); BEGIN;"
               "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)"
               "INSERT INTO numbers SELECT i FROM n");
  // What is on the disk now is what a kill would leave there.
  for (const auto* suffix : {"", "-journal"})
    std::filesystem::copy_file(written.string() + suffix, found.string() + suffix);

  const sqlite::database left{found, sqlite::open_mode::read};
  CHECK_THROWS_WITH_AS(left.integer("SELECT count(*) FROM numbers"),
                       (found.string()
                        + ": its program was killed while it wrote to it: start the server once, "
                          "which sets it right")
                           .c_str(),
                       log_error);
}

} // namespace switchboard::testing
