#pragma once

#include "actors/request.hpp"

#include <functional>
#include <vector>

namespace switchboard {

/// Finds out whether somebody is in one of these calls, or still to come in. Their rooms are asked,
/// because they know first: a person's own entity hears of it a moment later, and so does whoever
/// reads the past. `ask` outlives the answer.
void find_engagement(const std::function<void(request)>& ask, const user_id& who,
                     std::vector<call_id> calls, std::function<void(bool is_engaged)> then);

} // namespace switchboard
