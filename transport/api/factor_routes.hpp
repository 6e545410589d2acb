#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// How an account is protected: the second factor, and what there is of all.
void add_factor_routes(http::router& into, const ports& by);

} // namespace switchboard::api
