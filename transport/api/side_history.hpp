#pragma once

#include "transport/api/errand.hpp"
#include "transport/api/route_table.hpp"

namespace switchboard::api {

/// `/api/calls/match/{call_id}/history`: what an agent may know of the customer they are talking
/// to.
void add_side_history(route_table& table);

} // namespace switchboard::api
