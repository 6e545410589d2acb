#pragma once

#include <chrono>
#include <cstdint>

namespace switchboard::load {

/// On the clock that never jumps; all times of a run are on it.
inline std::int64_t now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

constexpr std::int64_t ns_of_s = 1'000'000'000;

} // namespace switchboard::load
