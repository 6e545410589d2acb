#pragma once

#include "actors/room/state.hpp"

namespace switchboard::room {

/// What an event, the `seq`-th of its room, makes of the state.
void evolve(state& of, const event& happened, std::uint64_t seq, timestamp at);

} // namespace switchboard::room
