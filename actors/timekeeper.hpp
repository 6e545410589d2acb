#pragma once

#include "actors/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <memory>

namespace switchboard {

struct services;

/// Makes the actor that waits for whatever is due next: the deadlines of entities, appends that
/// take too long, and the housekeeping. The only timer of the system that is always set.
timekeeper_actor spawn_timekeeper(caf::actor_system& system, std::shared_ptr<services> shared);

} // namespace switchboard
