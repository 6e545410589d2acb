#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Links that are mailed or handed over: for a new password, and to verify an address.
void add_link_routes(http::router& into, const ports& by);

} // namespace switchboard::api
