#pragma once

#include "transport/http/route.hpp"
#include "transport/http/shared_schemas.hpp"

#include <string>

namespace switchboard::http {

/// Its method as OpenAPI writes it: `post`.
std::string verb_of(const route& documented);

/// What OpenAPI says of one route. Schemas with a name go to `schemas`.
json::value operation_of(const route& documented, shared_schemas& schemas);

/// What operations refer to besides schemas: `parameters`, `headers`, `responses` and
/// `securitySchemes`.
json::value operation_components();

} // namespace switchboard::http
