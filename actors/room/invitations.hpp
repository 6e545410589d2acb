#pragma once

#include "actors/room/draft.hpp"

namespace switchboard::room {

/// Nobody else is rung for any more.
void cancel_ringing(draft& so_far);

/// The invited person takes the call.
void accept_for(draft& so_far, const user_id& user, std::optional<connection_id> connection);

/// The invited person declines; ends the call if nobody is left to answer.
void reject_for(draft& so_far, const reject& asked);

/// It has rung long enough for those who did not answer.
void miss_ringing(draft& so_far);

} // namespace switchboard::room
