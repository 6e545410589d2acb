#pragma once

#include "events/log/event_log.hpp"

#include <string>
#include <vector>

namespace switchboard::tools {

/// What became of an agent, or of a customer who has had no call: in a few sentences, from all
/// events about that side.
std::string verdict_on_side(const std::vector<recorded>& events, const user_id& side);

} // namespace switchboard::tools
