#pragma once

#include "tools/call/story.hpp"

#include <vector>

namespace switchboard::tools {

/// Of a queue, what a bug report about one of its calls needs: all that happened to the customer,
/// and of the agents who were asked or matched what bears on that. Other customers are left out,
/// and with them what only they explain.
std::vector<recorded> queue_slice_of(const event_log& log, const queue_story& of,
                                     const room_id& room);

} // namespace switchboard::tools
