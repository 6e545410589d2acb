#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// What admins see and do: the whole at a glance, and who may be here and do what.
void add_admin_routes(http::router& into, const ports& by);

} // namespace switchboard::api
