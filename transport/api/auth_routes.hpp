#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Registering, signing in and out, sessions and tickets.
void add_auth_routes(http::router& into, const ports& by);

} // namespace switchboard::api
