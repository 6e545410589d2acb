#pragma once

#include "actors/room/draft.hpp"

namespace switchboard::room {

/// A direct room comes to be with the first thing that happens in it.
void open_if_new(draft& so_far);

} // namespace switchboard::room
