#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// How clients find a way to each other.
void add_ice_routes(http::router& into, const ports& by);

} // namespace switchboard::api
