#include "actors/queue/shared_map.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <map>
#include <random>

namespace switchboard::queue {

namespace {

/// Counts how often two keys are compared, which is how deep the tree is.
struct counted {
  int value = 0;
  static inline std::size_t comparisons = 0;

  friend bool operator<(const counted& one, const counted& other) {
    ++comparisons;
    return one.value < other.value;
  }
};

using tree = shared_map<int, int>;

std::map<int, int> entries(const tree& of) {
  std::map<int, int> all;
  of.for_each([&](int key, int value) { all.emplace(key, value); });
  return all;
}

} // namespace

TEST_CASE("a shared map does what an ordered map does, and copies keep what they had") {
  std::mt19937 random{7};
  tree map;
  std::map<int, int> model;
  tree old_map;
  std::map<int, int> old_model;
  for (int step = 0; step < 20'000; ++step) {
    const int key = static_cast<int>(random() % 500);
    if (random() % 2) {
      map.put(key, step);
      model[key] = step;
    } else {
      map.erase(key);
      model.erase(key);
    }
    if (step % 1'000 == 0) {
      CHECK(entries(old_map) == old_model);
      old_map = map;
      old_model = model;
    }
    REQUIRE(map.size() == model.size());
    const auto found = model.find(key);
    REQUIRE((map.find(key) != nullptr) == (found != model.end()));
    REQUIRE(map.rank(key)
            == static_cast<std::size_t>(std::distance(model.begin(), model.lower_bound(key))));
    if (!model.empty()) REQUIRE(map.first() == model.begin()->first);
  }
  CHECK(entries(map) == model);
}

TEST_CASE("a shared map stays shallow, in whatever order its keys come and go") {
  constexpr int count = 10'000;
  shared_map<counted, int> map;
  for (int n = 0; n < count; ++n)
    map.put({n}, n);
  for (int n = 0; n < count / 2; ++n)
    map.erase({n});
  counted::comparisons = 0;
  for (int n = count / 2; n < count; ++n)
    REQUIRE(map.find({n}) != nullptr);
  // Two comparisons a level, and no more levels than this balance allows.
  const auto levels = 2.41 * std::log2(count / 2);
  CHECK(static_cast<double>(counted::comparisons) < 2 * levels * (count / 2));
}

} // namespace switchboard::queue
