#include "actors/clock.hpp"

#include <chrono>
#include <random>

namespace switchboard {

timestamp wall_clock::now() const {
  using namespace std::chrono;
  return {duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count()};
}

event_id random_ids::next(timestamp now) {
  thread_local std::mt19937_64 random = [] {
    std::random_device device;
    std::seed_seq seed{device(), device(), device(), device(), device(), device(), device()};
    return std::mt19937_64{seed};
  }();
  return make_event_id(now.ms, random(), random());
}

} // namespace switchboard
