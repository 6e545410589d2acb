#include "transport/accounts/login_limiter.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

namespace {

constexpr std::int64_t window_ms = 900'000;
const login_limiter::options three_tries{.attempts_per_account = 3,
                                         .attempts_per_address = 5,
                                         .window_ms = window_ms,
                                         .max_entries = 100};

void fail_times(login_limiter& limiter, int times, const char* account, const char* address,
                timestamp now) {
  for (int i = 0; i < times; ++i)
    limiter.failed(account, address, now);
}

} // namespace

TEST_CASE("an account takes so many wrong passwords, from wherever they come") {
  login_limiter limiter{three_tries};
  limiter.failed("alice", "192.0.2.1", {0});
  limiter.failed("ALICE", "192.0.2.2", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.3", {0}) == 0);
  limiter.failed("alice", "192.0.2.3", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.4", {0}) == window_ms / 3);
  CHECK(limiter.wait_ms("bob", "192.0.2.4", {0}) == 0);
}

TEST_CASE("an address takes so many wrong passwords, for whomever they are") {
  login_limiter limiter{three_tries};
  for (const std::string account : {"a", "b", "c", "d", "e"}) {
    CHECK(limiter.wait_ms(account, "192.0.2.1", {0}) == 0);
    limiter.failed(account, "192.0.2.1", {0});
  }
  CHECK(limiter.wait_ms("f", "192.0.2.1", {0}) == window_ms / 5);
  CHECK(limiter.wait_ms("f", "192.0.2.2", {0}) == 0);
}

TEST_CASE("the tries come back evenly over the window") {
  login_limiter limiter{three_tries};
  fail_times(limiter, 3, "alice", "192.0.2.1", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {100'000}) == 200'000);
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {300'000}) == 0);
  limiter.failed("alice", "192.0.2.1", {300'000});
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {300'000}) == window_ms / 3);
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {300'000 + window_ms}) == 0);
}

TEST_CASE("right passwords cost nothing") {
  login_limiter limiter{three_tries};
  for (int i = 0; i < 200; ++i) {
    CHECK(limiter.wait_ms("alice", "192.0.2.1", {0}) == 0);
    limiter.succeeded("alice", "192.0.2.1", {0});
  }
}

TEST_CASE("who guesses at an account for ever does not lock out its owner") {
  login_limiter limiter{three_tries};
  limiter.succeeded("alice", "192.0.2.1", {0});
  for (timestamp now{0}; now < timestamp{24LL * 3'600'000}; now = now + 10'000)
    limiter.failed("alice", "198.51.100.7", now);
  const timestamp later{24LL * 3'600'000};
  CHECK(limiter.wait_ms("alice", "198.51.100.9", later) > 0);
  CHECK(limiter.wait_ms("alice", "192.0.2.1", later) == 0);
}

TEST_CASE("an address that an account is known at has a limit too") {
  login_limiter limiter{three_tries};
  limiter.succeeded("alice", "192.0.2.1", {0});
  fail_times(limiter, 3, "alice", "192.0.2.1", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {0}) > 0);
  CHECK(limiter.wait_ms("alice", "192.0.2.2", {0}) == 0);
  limiter.succeeded("alice", "192.0.2.1", {window_ms});
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {window_ms}) == 0);
}

TEST_CASE("what was used longest ago is forgotten first") {
  login_limiter limiter{three_tries};
  fail_times(limiter, 3, "alice", "192.0.2.1", {0});
  for (int i = 0; i < 99; ++i)
    limiter.failed("other" + std::to_string(i), "192.0.2.2", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.9", {0}) > 0); // and so alice is used again
  limiter.failed("one", "192.0.2.2", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.9", {0}) > 0);
  for (int i = 0; i < 100; ++i)
    limiter.failed("another" + std::to_string(i), "192.0.2.2", {0});
  CHECK(limiter.wait_ms("alice", "192.0.2.9", {0}) == 0);
}

TEST_CASE("a clock that is set back neither gives tries nor takes any") {
  login_limiter limiter{three_tries};
  fail_times(limiter, 3, "alice", "192.0.2.1", {window_ms});
  CHECK(limiter.wait_ms("alice", "192.0.2.1", {0}) == window_ms / 3);
}

} // namespace switchboard
