#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Rooms: the list of one's own, and groups.
void add_room_routes(http::router& into, const ports& by);

} // namespace switchboard::api
