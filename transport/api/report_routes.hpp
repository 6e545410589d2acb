#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Complaints of somebody, and what admins do about them.
void add_report_routes(http::router& into, const ports& by);

} // namespace switchboard::api
