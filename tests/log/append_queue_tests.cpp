#include "events/log/append_queue.hpp"
#include "tests/log/sample_events.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <future>

namespace {

using namespace switchboard;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

void push(append_queue& to, std::size_t appends) {
  for (std::size_t i = 0; i < appends; ++i) {
    queued_append one;
    one.events.push_back(testing::sample_event(testing::sample_stream(i), 1));
    REQUIRE_FALSE(to.push(one));
  }
}

} // namespace

TEST_CASE("after a commit of many the next one waits for others") {
  append_queue queue{{}};
  push(queue, 100);
  const auto before = steady::now();
  CHECK(queue.take_group().size() == 100);
  push(queue, 1);
  CHECK(queue.take_group().size() == 1);
  CHECK(steady::now() - before >= 1ms);
}

TEST_CASE("a group is what one commit may take, and after the end what is left") {
  append_queue queue{{.max_events_per_commit = 8}};
  push(queue, 8);
  CHECK(queue.take_group().size() == 8);
  push(queue, 20);
  CHECK(queue.take_group().size() == 8);
  CHECK(queue.take_group().size() == 8);
  queue.close();
  CHECK(queue.take_group().size() == 4);
  CHECK(queue.take_group().empty());
}

TEST_CASE("whoever waits for appends hears of the first") {
  append_queue queue{{}};
  for (int i = 0; i < 100; ++i) {
    auto taken = std::async(std::launch::async, [&] { return queue.take_group().size(); });
    push(queue, 1);
    CHECK(taken.get() == 1);
  }
}
