#pragma once

#include "transport/http/router.hpp"

#include <string>

namespace switchboard::api {

/// The OpenAPI document that describes the table.
std::string openapi_of(const http::router& routes);

/// Adds `/api/openapi.json`, which describes what the table has so far, and `/api/schemas/{name}`,
/// the schemas of events: a schema's `$id` is its address here.
void add_description_routes(http::router& into);

} // namespace switchboard::api
