#include "bench/load/event_loop.hpp"

#include "bench/load/clock.hpp"
#include "bench/load/stream.hpp"

#include <sys/epoll.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace switchboard::load {

namespace {

constexpr std::size_t read_buffer_bytes = 256 * 1024;
constexpr std::size_t max_events_a_turn = 512;
/// How long nothing may be looked at while sockets are silent.
constexpr std::int64_t longest_wait_ns = ns_of_s / 100;

} // namespace

event_loop::event_loop() : epoll_{::epoll_create1(EPOLL_CLOEXEC)}, read_buffer_(read_buffer_bytes) {
  // The kernel wakes sleepers up to 50 µs late unless it is told not to.
  ::prctl(PR_SET_TIMERSLACK, 1);
}

event_loop::~event_loop() { ::close(epoll_); }

void event_loop::run_until(const std::function<bool()>& is_done, std::chrono::seconds limit,
                           const std::string& awaited) {
  const auto end_ns = now_ns() + std::chrono::nanoseconds{limit}.count();
  while (!is_done()) {
    if (now_ns() > end_ns) throw std::runtime_error{"waited in vain for " + awaited};
    turn(end_ns);
  }
}

void event_loop::run_for(std::chrono::nanoseconds time) {
  const auto end_ns = now_ns() + time.count();
  while (now_ns() < end_ns)
    turn(end_ns);
}

void event_loop::turn(std::int64_t until_ns) {
  if (task_) until_ns = std::min(until_ns, task_(now_ns()));
  for (auto* each : std::exchange(unflushed_, {}))
    each->flush();
  wait(until_ns);
}

void event_loop::wait(std::int64_t until_ns) {
  std::array<epoll_event, max_events_a_turn> ready;
  const auto left_ns = std::clamp<std::int64_t>(until_ns - now_ns(), 0, longest_wait_ns);
  const timespec timeout{0, left_ns};
  const int count =
      ::epoll_pwait2(epoll_, ready.data(), static_cast<int>(ready.size()), &timeout, nullptr);
  if (count < 0 && errno != EINTR) throw std::runtime_error{"epoll_pwait2 failed"};
  for (int i = 0; i < count; ++i) {
    const auto& each = ready[static_cast<std::size_t>(i)];
    static_cast<stream*>(each.data.ptr)->on_ready(each.events);
  }
}

void event_loop::add(stream& added) {
  epoll_event wanted{};
  wanted.events = EPOLLIN | EPOLLOUT;
  wanted.data.ptr = &added;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, added.descriptor(), &wanted);
}

void event_loop::watch_output(stream& watched, bool is_wanted) {
  epoll_event wanted{};
  wanted.events = is_wanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
  wanted.data.ptr = &watched;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, watched.descriptor(), &wanted);
}

void event_loop::remove(int descriptor) { ::epoll_ctl(epoll_, EPOLL_CTL_DEL, descriptor, nullptr); }

void event_loop::forget(stream& gone) { std::erase(unflushed_, &gone); }

} // namespace switchboard::load
