#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Adds every HTTP call to the server's table, and what describes them. What the ports name
/// outlives the table.
void add_routes(http::router& into, const ports& by);

} // namespace switchboard::api
