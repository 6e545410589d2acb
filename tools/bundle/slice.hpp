#pragma once

#include "events/log/event_log.hpp"
#include "tools/call/story.hpp"

#include <vector>

namespace switchboard::tools {

/// The events that a bug report about a call needs, in the order of the log: the call itself, and
/// of what came before only as much as it stands on (who is in the room, which devices are
/// connected, which sides are in the queue).
std::vector<recorded> slice_of(const event_log& log, const call_story& story);

} // namespace switchboard::tools
