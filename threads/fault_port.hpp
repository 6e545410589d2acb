#pragma once

#include <atomic>
#include <string>
#include <string_view>

namespace switchboard::threads {

/// Where tests make work fail that a guard watches over. Nothing but a test arms it, so all that a
/// server ever does here is to see that it is not.
class fault_port {
public:
  /// The next `times` pieces of work at this place throw instead of being done.
  static void arm(std::string where, int times = 1);
  static void disarm();
  /// How many are still to throw.
  static int left();

  static void pass(std::string_view where) {
    if (is_armed_.load(std::memory_order_relaxed)) fail_if_armed(where);
  }

private:
  static void fail_if_armed(std::string_view where);

  static inline std::atomic<bool> is_armed_ = false;
};

} // namespace switchboard::threads
