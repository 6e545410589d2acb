#include "events/log/embedded_log.hpp"
#include "tests/doors/readings.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tools/archive.hpp"
#include "tools/copy_targets.hpp"
#include "tools/log_copy.hpp"

#include <doctest/doctest.h>

#include <filesystem>

namespace switchboard {

namespace {

/// A log that an earlier version wrote: 64 lists inside of each other in messages and reports, and
/// somebody whose name is `me`. That version could not read it again.
const std::filesystem::path nested_log =
    std::filesystem::path{SOURCE_DIR} / "tests/golden/logs/nested.ndjson";

} // namespace

TEST_CASE("a log with what an earlier version let in is read as any other") {
  const testing::temporary_folder folder;
  tools::archive written{nested_log};
  CHECK(testing::fault_in(written, folder.path()).value_or("") == "");
  {
    const auto target = tools::make_target((folder.path() / "data").string(), nested_log.string());
    CHECK(tools::copy(written, *target).copied == written.head());
  }
  embedded_log opened{data_folder{folder.path() / "data"}, [](const std::string&) {}};
  CHECK(opened.head() == written.head());
  CHECK(testing::fault_in(opened, folder.path()).value_or("") == "");
}

} // namespace switchboard
