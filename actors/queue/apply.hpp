#pragma once

#include "actors/queue/state.hpp"

namespace switchboard::queue {

/// What the state is after the event with this number happened.
void apply(state& to, const event& happened, number seq, timestamp at);

} // namespace switchboard::queue
