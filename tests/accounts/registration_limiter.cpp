#include "transport/accounts/registration_limiter.hpp"

#include <doctest/doctest.h>

namespace switchboard {

namespace {

constexpr timestamp noon{43'200'000};

TEST_CASE("an address gets so many accounts, and more as time goes by") {
  registration_limiter limiter{{.registrations_per_address = 2, .window_ms = 1'000}};
  CHECK(limiter.take_ms("192.0.2.1", noon) == 0);
  CHECK(limiter.take_ms("192.0.2.1", noon) == 0);
  CHECK(limiter.take_ms("192.0.2.1", noon) == 500);
  CHECK(limiter.take_ms("192.0.2.2", noon) == 0);
  CHECK(limiter.take_ms("192.0.2.1", noon + 499) == 1);
  CHECK(limiter.take_ms("192.0.2.1", noon + 500) == 0);
  CHECK(limiter.take_ms("192.0.2.1", noon + 500) == 500);
}

TEST_CASE("whoever has a network of IPv6 addresses has one address") {
  registration_limiter limiter{{.registrations_per_address = 1, .window_ms = 1'000}};
  CHECK(limiter.take_ms("2001:db8::1", noon) == 0);
  CHECK(limiter.take_ms("2001:db8::ffff", noon) > 0);
  CHECK(limiter.take_ms("2001:db8:0:1::1", noon) == 0);
}

TEST_CASE("a limit of nothing is no limit") {
  registration_limiter limiter{{.registrations_per_address = 0}};
  for (int i = 0; i < 1'000; ++i)
    REQUIRE(limiter.take_ms("192.0.2.1", noon) == 0);
}

} // namespace

} // namespace switchboard
