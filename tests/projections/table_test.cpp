#include "projections/table.hpp"
#include "projections/tallies.hpp"

#include <doctest/doctest.h>

#include <optional>
#include <string>
#include <vector>

using namespace switchboard::projections;

namespace {

using changes = std::vector<std::pair<std::string, std::optional<tally>>>;

changes take_changes(table<tally>& of) {
  changes all;
  of.for_each_change(
      [&](const table<tally>::change& each) { all.emplace_back(std::get<0>(each.of), each.row); });
  of.settle();
  return all;
}

} // namespace

TEST_CASE("a table tells what changed, once, in the order of the keys") {
  table<tally> counts;
  counts.put({"b", 1});
  counts.put({"a", 2});
  CHECK(counts.edit({"b"}, [](tally& known) { ++known.count; }));
  CHECK(take_changes(counts) == changes{{"a", tally{"a", 2}}, {"b", tally{"b", 2}}});
  CHECK(take_changes(counts).empty());
}

TEST_CASE("what is erased is a change, and is gone") {
  table<tally> counts;
  counts.put({"a", 1});
  take_changes(counts);
  counts.erase({"a"});
  CHECK(counts.find({"a"}) == nullptr);
  CHECK_FALSE(counts.edit({"a"}, [](tally&) {}));
  CHECK(take_changes(counts) == changes{{"a", std::nullopt}});
}

TEST_CASE("a row that is not there is fetched once") {
  table<tally> counts;
  int fetched = 0;
  counts.fetch_with([&](const auto& key) {
    ++fetched;
    return std::get<0>(key) == "a" ? std::optional{tally{"a", 7}} : std::nullopt;
  });
  REQUIRE(counts.find({"a"}));
  CHECK(counts.find({"a"})->count == 7);
  CHECK(counts.find({"b"}) == nullptr);
  CHECK(counts.find({"b"}) == nullptr);
  CHECK(fetched == 2);
}

TEST_CASE("only the rows used of late stay in memory") {
  table<tally> counts;
  std::vector<std::string> fetched;
  counts.fetch_with([&](const auto& key) {
    fetched.push_back(std::get<0>(key));
    return tally{std::get<0>(key), 1};
  });
  const auto use_many = [&](const std::string& named) {
    for (int i = 0; i < 20'000; ++i)
      counts.put({named + std::to_string(i), i});
    counts.settle();
  };
  counts.put({"used", 1});
  counts.put({"forgotten", 1});
  use_many("a");
  CHECK(counts.find({"used"}));
  use_many("b");
  CHECK(counts.find({"used"}));
  CHECK(fetched.empty());
  CHECK(counts.find({"forgotten"}));
  CHECK(fetched == std::vector<std::string>{"forgotten"});
}

TEST_CASE("who is forgotten is fetched again as it was stored") {
  table<tally> counts;
  counts.put({"a", 1});
  counts.fetch_with([](const auto&) { return tally{"a", 5}; });
  counts.reset();
  CHECK(counts.find({"a"})->count == 5);
}
