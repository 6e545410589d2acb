#include "transport/engagement/person_rates.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

using std::chrono::milliseconds;

TEST_CASE("each person has as much as the rate says, and is told how long to wait") {
  person_rates rates{2, 4};
  const person_rates::time_point start{};
  CHECK(rates.take({"alice"}, 3, start) == 0);
  CHECK(rates.take({"alice"}, 1, start) == 0);
  CHECK(rates.take({"alice"}, 1, start) == 500);
  CHECK(rates.take({"bob"}, 4, start) == 0);
  CHECK(rates.take({"alice"}, 1, start + milliseconds{250}) == 250);
  CHECK(rates.take({"alice"}, 1, start + milliseconds{500}) == 0);
  CHECK(rates.take({"carol"}, 100, start) == 0); // All that there is, at once.
  CHECK(rates.take({"carol"}, 100, start) == 2'000);
}

TEST_CASE("where there is no limit nobody waits, and those who are quiet take no room") {
  person_rates unlimited{0, 0};
  for (int i = 0; i < 10; ++i)
    CHECK(unlimited.take({"alice"}, 1'000) == 0);
  CHECK(unlimited.size() == 0);

  person_rates rates{10, 10};
  const person_rates::time_point start{};
  for (int i = 0; i < 5'000; ++i)
    rates.take({"person-" + std::to_string(i)}, 1, start + milliseconds{i});
  CHECK(rates.size() < 2'500);
}

} // namespace switchboard
