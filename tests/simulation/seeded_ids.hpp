#pragma once

#include "actors/clock.hpp"
#include "tests/simulation/chance.hpp"

namespace switchboard::simulation {

/// Ids of events that are the same for the same seed.
class seeded_ids final : public id_source {
public:
  explicit seeded_ids(std::uint64_t seed) : random_{seed} {}

  event_id next(timestamp now) override {
    const auto high = random_.next();
    return make_event_id(now.ms, high, random_.next());
  }

private:
  chance random_;
};

} // namespace switchboard::simulation
