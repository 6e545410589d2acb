#include "threads/turns.hpp"

#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace switchboard::threads {

namespace {

/// What sched_setattr(2) takes, in its first form; the C library has no name for it.
struct scheduling {
  std::uint32_t size = sizeof(scheduling);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  /// How long a turn is; since Linux 6.12 also for threads without a deadline.
  std::uint64_t runtime_ns = 0;
  std::uint64_t deadline_ns = 0;
  std::uint64_t period_ns = 0;
};

/// The shortest but one that the kernel takes: long enough for what a wake-up brings.
constexpr std::uint64_t short_turn_ns = 200'000;

} // namespace

void take_short_turns() {
  scheduling wanted;
  wanted.nice = ::getpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()));
  wanted.runtime_ns = short_turn_ns;
  ::syscall(SYS_sched_setattr, 0, &wanted, 0);
}

/// On Linux a thread has a nice value of its own, and one of SCHED_BATCH wakes without haste.
void step_back(int nice) {
  if (nice == 0) return;
  const sched_param parameters{};
  ::pthread_setschedparam(::pthread_self(), SCHED_BATCH, &parameters);
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice);
}

} // namespace switchboard::threads
