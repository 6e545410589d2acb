#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Messages of a room: to write, change and read them.
void add_chat_routes(http::router& into, const ports& by);

} // namespace switchboard::api
