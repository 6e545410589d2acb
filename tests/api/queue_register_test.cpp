#include "events/log/memory_log.hpp"
#include "transport/queue_register/queue_register.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard {

namespace {

/// A queue comes to be with its first event.
void make(memory_log& log, const std::string& queue) {
  envelope first;
  first.stream = stream_of(queue_name{queue});
  first.seq = 1;
  first.body = queue::event{queue::settings_changed{}};
  log.append({first}, [](const append_result&) {});
}

struct house {
  memory_log log;
  std::size_t counted = 0;
  queue_register queues;

  explicit house(std::size_t open)
      : queues{log, [this] { return counted; }, {{{"default"}}, open}} {}
};

TEST_CASE(
    "a queue is there when the configuration names it, or when something has happened in it") {
  house at{0};
  CHECK(at.queues.has({"default"}));
  CHECK_FALSE(at.queues.has({"sales"}));
  CHECK_FALSE(at.queues.open({"sales"}));
  make(at.log, "sales");
  CHECK(at.queues.has({"sales"}));
  CHECK(at.queues.open({"sales"}));
}

TEST_CASE("anybody opens queues as long as there are few, whoever made the others") {
  house at{3};
  at.counted = 1;
  CHECK(at.queues.open({"one"}));
  CHECK(at.queues.open({"two"}));
  CHECK_FALSE(at.queues.open({"three"}));
  CHECK(at.queues.open({"one"}));
  CHECK(at.queues.open({"default"}));
  CHECK_FALSE(at.queues.has({"three"}));
}

TEST_CASE("what others have opened meanwhile counts as well") {
  house at{5};
  CHECK(at.queues.open({"one"}));
  at.counted = 5;
  CHECK_FALSE(at.queues.open({"two"}));
}

} // namespace

} // namespace switchboard
