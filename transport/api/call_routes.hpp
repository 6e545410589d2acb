#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Calls between people: to start one, to end one, and what became of them.
void add_call_routes(http::router& into, const ports& by);

} // namespace switchboard::api
