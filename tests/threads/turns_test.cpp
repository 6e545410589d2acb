#include "threads/turns.hpp"

#include <doctest/doctest.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <future>

namespace switchboard {

namespace {

struct manners {
  std::uint64_t turn_ns = 0;
  int policy = 0;
  int nice = 0;
};

int own_nice() { return ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid())); }

/// The fourth of the eight-byte words that sched_getattr(2) fills says how long a turn is.
manners own_manners() {
  std::array<std::uint64_t, 6> words{};
  ::syscall(SYS_sched_getattr, 0, words.data(), sizeof words, 0);
  return {words[3], ::sched_getscheduler(0), own_nice()};
}

/// On a thread of its own, which takes them with it.
manners manners_after(const std::function<void()>& change) {
  return std::async(std::launch::async,
                    [&] {
                      change();
                      return own_manners();
                    })
      .get();
}

bool lets_threads_choose_turns() {
  utsname about{};
  ::uname(&about);
  int major = 0;
  int minor = 0;
  std::sscanf(about.release, "%d.%d", &major, &minor);
  return major > 6 || (major == 6 && minor >= 12);
}

} // namespace

TEST_CASE("a thread that takes short turns is as nice as before"
          * doctest::skip(!lets_threads_choose_turns())) {
  const auto before = own_manners();
  const auto theirs = manners_after([] { threads::take_short_turns(); });
  CHECK(theirs.turn_ns == 200'000);
  CHECK(theirs.turn_ns != before.turn_ns);
  CHECK(theirs.policy == before.policy);
  CHECK(theirs.nice == before.nice);
  CHECK(own_manners().turn_ns == before.turn_ns);
}

TEST_CASE("a nice thread that takes short turns stays nice") {
  const auto nicer = own_nice() + 1;
  const auto theirs = manners_after([&] {
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nicer);
    threads::take_short_turns();
  });
  CHECK(theirs.nice == nicer);
}

TEST_CASE("a thread that steps back does so for itself alone") {
  const auto before = own_manners();
  const auto theirs = manners_after([] { threads::step_back(19); });
  CHECK(theirs.policy == SCHED_BATCH);
  CHECK(theirs.nice == 19);
  CHECK(own_manners().policy == before.policy);
  CHECK(own_manners().nice == before.nice);
}

TEST_CASE("a thread that steps back by nothing stays as it is") {
  const auto before = own_manners();
  const auto theirs = manners_after([] { threads::step_back(0); });
  CHECK(theirs.policy == before.policy);
  CHECK(theirs.nice == before.nice);
}

} // namespace switchboard
