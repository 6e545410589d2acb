#include "bench/load/histogram.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

namespace switchboard::load {

TEST_CASE("a histogram without durations says 0") {
  const histogram none;
  CHECK(none.count() == 0);
  CHECK(none.at_share(0.99) == 0);
  CHECK(none.max_ns() == 0);
}

TEST_CASE("every percentile is within one in a hundred of the sorted durations'") {
  std::mt19937_64 chance{7};
  // From nanoseconds to minutes, as many in each power of ten.
  std::uniform_real_distribution<double> exponent{0, 11};
  std::vector<std::int64_t> durations(20'000);
  histogram counted;
  for (auto& each : durations) {
    each = static_cast<std::int64_t>(std::pow(10, exponent(chance)));
    counted.add(each);
  }
  std::ranges::sort(durations);
  CHECK(counted.count() == durations.size());
  CHECK(counted.max_ns() == durations.back());
  for (const double share : {0.001, 0.25, 0.5, 0.9, 0.99, 0.999, 1.0}) {
    CAPTURE(share);
    const auto rank = std::ceil(share * static_cast<double>(durations.size()));
    const auto exact = durations[static_cast<std::size_t>(rank) - 1];
    CHECK(counted.at_share(share) >= exact);
    CHECK(static_cast<double>(counted.at_share(share)) <= 1.01 * static_cast<double>(exact) + 1);
  }
}

TEST_CASE("no percentile is above the longest, and clearing forgets all") {
  histogram counted;
  counted.add(1'000'003);
  CHECK(counted.at_share(0.5) == 1'000'003);
  counted.clear();
  CHECK(counted.count() == 0);
  CHECK(counted.at_share(1) == 0);
}

} // namespace switchboard::load
