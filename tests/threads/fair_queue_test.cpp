#include "threads/fair_queue.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::threads {

namespace {

/// A queue whose jobs write down whose they are.
struct noted_queue {
  explicit noted_queue(const fair_queue::bounds& bounds = {}) : queue{bounds} {}

  bool push(const std::string& address, const std::string& account) {
    return queue.push([this, account] { served += account; }, {address, account});
  }
  /// One at a time, until nobody is left.
  std::string serve_all() {
    while (auto next = queue.pop()) {
      next->work();
      queue.finish(next->whose);
    }
    return served;
  }

  fair_queue queue;
  std::string served;
};

} // namespace

TEST_CASE("whoever asks for much waits for many turns, and others for one") {
  noted_queue all;
  for (int i = 0; i < 5; ++i)
    REQUIRE(all.push("1", "a"));
  REQUIRE(all.push("2", "b"));
  CHECK(all.serve_all().substr(0, 2) == "ab");
}

TEST_CASE("the accounts of one address take turns, and share the address's turns") {
  noted_queue all;
  for (int i = 0; i < 3; ++i)
    for (const char* account : {"a", "b"})
      REQUIRE(all.push("1", account));
  for (int i = 0; i < 3; ++i)
    REQUIRE(all.push("2", "c"));
  CHECK(all.serve_all() == "acbcacbab");
}

TEST_CASE("one account or address never takes all the room") {
  noted_queue all{{.in_all = 4, .of_address = 3, .of_account = 2}};
  CHECK(all.push("1", "a"));
  CHECK(all.push("1", "a"));
  CHECK_FALSE(all.push("1", "a"));
  CHECK(all.push("1", "b"));
  CHECK_FALSE(all.push("1", "c"));
  CHECK(all.push("2", "d"));
  CHECK_FALSE(all.push("3", "e"));
}

TEST_CASE("an account has only so much done for it at once, wherever it is asked from") {
  noted_queue all{{.at_work_for_account = 1}};
  REQUIRE(all.push("1", "a"));
  REQUIRE(all.push("2", "a"));
  REQUIRE(all.push("3", "b"));
  const auto first = all.queue.pop();
  REQUIRE(first);
  const auto second = all.queue.pop();
  REQUIRE(second);
  CHECK(second->whose.account == "b");
  CHECK_FALSE(all.queue.pop());
  all.queue.finish(first->whose);
  CHECK(all.queue.pop());
}

TEST_CASE("what is for nobody in particular is bounded all together alone") {
  noted_queue all{{.in_all = 3, .of_address = 1, .of_account = 1}};
  for (int i = 0; i < 3; ++i)
    CHECK(all.push("", ""));
  CHECK_FALSE(all.push("", ""));
  CHECK(all.queue.pop());
  CHECK(all.queue.pop());
}

} // namespace switchboard::threads
