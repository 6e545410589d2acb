#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Who people are, and what they say of themselves.
void add_user_routes(http::router& into, const ports& by);

} // namespace switchboard::api
