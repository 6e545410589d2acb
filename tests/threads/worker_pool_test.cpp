#include "threads/worker_pool.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <future>
#include <latch>
#include <optional>
#include <thread>

namespace switchboard::threads {

TEST_CASE("a pool runs every job that it takes") {
  constexpr int jobs = 1'000;
  std::atomic<int> run{0};
  std::latch done{jobs};
  worker_pool pool{{.name = "test", .threads = 4, .queue_bound = jobs, .nice = 0}};
  for (int i = 0; i < jobs; ++i)
    CHECK(pool.submit([&] {
      ++run;
      done.count_down();
    }));
  done.wait();
  CHECK(run == jobs);
}

TEST_CASE("a pool refuses what would wait beyond its bound, and takes it again later") {
  std::promise<void> release;
  std::promise<void> begun;
  std::promise<void> last;
  worker_pool pool{{.name = "test", .threads = 1, .queue_bound = 2, .nice = 0}};
  REQUIRE(pool.submit([&] {
    begun.set_value();
    release.get_future().wait();
  }));
  begun.get_future().wait();
  CHECK(pool.submit([] {}));
  CHECK(pool.submit([&] { last.set_value(); }));
  CHECK_FALSE(pool.submit([] {}));
  release.set_value();
  last.get_future().wait();
  CHECK(pool.submit([] {}));
}

TEST_CASE("a pool that goes waits for what runs and drops what waits") {
  std::promise<void> begun;
  bool is_first_done = false;
  bool is_second_run = false;
  std::optional<worker_pool> pool;
  pool.emplace(
      worker_pool_options{.name = "test", .threads = 1, .queue_bound = 1'000'000'000, .nice = 0});
  auto& running = *pool;
  REQUIRE(running.submit([&] {
    begun.set_value();
    // The bound is out of reach, so a refusal means that the pool is going.
    while (running.submit([&] { is_second_run = true; }))
      std::this_thread::yield();
    is_first_done = true;
  }));
  begun.get_future().wait();
  pool.reset();
  CHECK(is_first_done);
  CHECK_FALSE(is_second_run);
}

TEST_CASE("a pool that steps back does so for its own threads alone") {
  std::promise<int> theirs;
  worker_pool pool{{.name = "test", .threads = 1, .queue_bound = 1, .nice = 7}};
  const auto ours = getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()));
  REQUIRE(pool.submit(
      [&] { theirs.set_value(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid()))); }));
  CHECK(theirs.get_future().get() == 7);
  CHECK(getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())) == ours);
}

} // namespace switchboard::threads
