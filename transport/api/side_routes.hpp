#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// The two sides of a queue's call. Holding a side's key is what lets somebody speak for it.
void add_side_routes(http::router& into, const ports& by);

} // namespace switchboard::api
