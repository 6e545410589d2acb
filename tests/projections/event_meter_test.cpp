#include "projections/event_meter.hpp"

#include <doctest/doctest.h>

using switchboard::projections::event_meter;
using namespace std::chrono_literals;

namespace {

constexpr event_meter::clock::time_point start{1000s};

} // namespace

TEST_CASE("a rate is that of the last five whole seconds") {
  event_meter meter;
  CHECK(meter.per_second(start) == 0);
  meter.count(10, start);
  CHECK(meter.per_second(start + 999ms) == 0);
  CHECK(meter.per_second(start + 1s) == 2);
  meter.count(3, start + 1500ms);
  meter.count(2, start + 1999ms);
  CHECK(meter.per_second(start + 2s) == 3);
  CHECK(meter.per_second(start + 5999ms) == 3);
  CHECK(meter.per_second(start + 6s) == 1);
  CHECK(meter.per_second(start + 7s) == 0);
}

TEST_CASE("a long silence leaves nothing behind") {
  event_meter meter;
  for (int second = 0; second < 20; ++second)
    meter.count(5, start + second * 1s);
  CHECK(meter.per_second(start + 20s) == 5);
  CHECK(meter.per_second(start + 1h) == 0);
  meter.count(5, start + 1h);
  CHECK(meter.per_second(start + 1h + 1s) == 1);
}
