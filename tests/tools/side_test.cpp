#include "projections/projection_file.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tests/tools/stage.hpp"
#include "tools/why.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <memory>
#include <vector>

namespace switchboard::tools {

namespace {

using testing::stage;

/// A customer who waits in vain, among others who come and go.
struct busy_queue : stage {
  timestamp came_at;

  busy_queue() {
    start_customer(1, "Ann");
    pass(20'000);
    came_at = now();
    start_customer(2, "Bea");
    connect_side(2);
    pass(5'000);
    start_customer(3, "Cem");
    ask_queue(2, queue::leave_side{side(2)});
    pass(5'000);
  }

  std::string why(const find_stay& find) const {
    return to_text(explain(log, side(2).value, find), paint{false});
  }
};

TEST_CASE("where a side is said to be is tried first, and the log decides") {
  const busy_queue on;
  const auto told = on.why({});
  const auto said = [](std::optional<side_stay> stay) {
    return [stay](const user_id&) { return stay; };
  };
  CHECK(on.why(said(std::nullopt)) == told);
  CHECK(on.why(said(side_stay{on.came_at, on.came_at + 5'000})) == told);
  CHECK(on.why(said(side_stay{on.came_at, std::nullopt})) == told);
  CHECK(on.why(said(side_stay{on.came_at + 1, std::nullopt})) == told);
  CHECK(on.why(said(side_stay{on.came_at + 90'000, std::nullopt})) == told);
}

TEST_CASE("the read models beside a log say where a side is") {
  const busy_queue on;
  const testing::temporary_folder folder;
  const auto find = stays_beside(folder.path());
  CHECK_FALSE(find(stage::side(2)));
  {
    using projections::projection_file;
    const auto file =
        projection_file::make(folder.path() / "projections.db", projection_file::use::serving);
    const auto batch = std::make_shared<const std::vector<recorded>>(
        on.log.read_all(1, std::numeric_limits<std::size_t>::max()));
    file->apply({&batch, 1});
  }
  const auto found = find(stage::side(2));
  REQUIRE(found);
  CHECK(found->from == on.came_at);
  CHECK(found->until == on.came_at + 5'000);
  CHECK_FALSE(find(stage::side(1))->until);
  CHECK_FALSE(find(stage::side(9)));
}

} // namespace

} // namespace switchboard::tools
