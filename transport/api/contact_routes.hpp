#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Whom somebody wants to hear of: blocks, contacts and requests.
void add_contact_routes(http::router& into, const ports& by);

} // namespace switchboard::api
