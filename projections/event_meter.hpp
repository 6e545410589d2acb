#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>

namespace switchboard::projections {

/// How many events a second there were of late. Any thread may count and ask.
class event_meter {
public:
  using clock = std::chrono::steady_clock;

  void count(std::size_t events, clock::time_point now);
  /// Over the last whole seconds, so that a second that has just begun does not look quiet.
  double per_second(clock::time_point now) const;

private:
  static constexpr std::int64_t window_s = 5;

  struct slot {
    std::int64_t second = -1;
    std::size_t events = 0;
  };

  mutable std::mutex mutex_;
  /// The second that goes on, and those of the window before it.
  std::array<slot, window_s + 1> slots_;
};

} // namespace switchboard::projections
