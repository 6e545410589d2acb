#pragma once

#include "actors/queue/draft.hpp"

namespace switchboard::queue {

/// Everything whose time has come, in the order of the times.
void do_what_is_due(draft& into);

} // namespace switchboard::queue
