#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Adds every HTTP call to the server's table, and `/api/openapi.json`, which describes them. What
/// the ports name outlives the table.
void add_routes(http::router& into, const ports& by);

/// The document that describes the table.
std::string openapi_of(const http::router& routes);

} // namespace switchboard::api
