#pragma once

#include "actors/room/draft.hpp"

namespace switchboard::room {

/// The room of two people comes to be with the first thing that happens in it.
void open_if_new(draft& so_far);

} // namespace switchboard::room
