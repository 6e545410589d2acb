#pragma once

#include "actors/room/draft.hpp"

namespace switchboard::room {

/// Does what should have been done by now, as if the tick had come in time.
void do_what_is_due(draft& so_far);

} // namespace switchboard::room
