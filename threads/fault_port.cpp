#include "threads/fault_port.hpp"

#include <mutex>
#include <stdexcept>
#include <utility>

namespace switchboard::threads {

namespace {

std::mutex armed_mutex;
std::string armed_place;
int armed_times = 0;

} // namespace

void fault_port::arm(std::string where, int times) {
  const std::lock_guard lock{armed_mutex};
  armed_place = std::move(where);
  armed_times = times;
  is_armed_ = times > 0;
}

void fault_port::disarm() { arm({}, 0); }

int fault_port::left() {
  const std::lock_guard lock{armed_mutex};
  return armed_times;
}

void fault_port::fail_if_armed(std::string_view where) {
  {
    const std::lock_guard lock{armed_mutex};
    if (armed_times == 0 || armed_place != where) return;
    is_armed_ = --armed_times > 0;
  }
  throw std::runtime_error{"a fault that a test put here"};
}

} // namespace switchboard::threads
