#pragma once

#include "actors/room/draft.hpp"

namespace switchboard::room {

/// A device leaves the call; ends the call if that was the end of it.
void take_out(draft& so_far, const participant& device, leave_reason why);

/// All that is left of this person in the call goes with them: they are no longer a member.
void take_out_of_call(draft& so_far, const user_id& user);

/// The devices whose sockets did not come back in time are gone.
void drop_lost(draft& so_far);

} // namespace switchboard::room
