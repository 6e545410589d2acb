#include "projections/event_meter.hpp"

namespace switchboard::projections {

namespace {

std::int64_t second_of(event_meter::clock::time_point at) {
  return std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count();
}

} // namespace

void event_meter::count(std::size_t events, clock::time_point now) {
  const auto second = second_of(now);
  const std::lock_guard lock{mutex_};
  auto& current = slots_[static_cast<std::size_t>(second) % slots_.size()];
  if (current.second != second) current = {second, 0};
  current.events += events;
}

double event_meter::per_second(clock::time_point now) const {
  const auto second = second_of(now);
  const std::lock_guard lock{mutex_};
  std::size_t events = 0;
  for (const auto& each : slots_)
    if (each.second < second && each.second >= second - window_s) events += each.events;
  return static_cast<double>(events) / static_cast<double>(window_s);
}

} // namespace switchboard::projections
