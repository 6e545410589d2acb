#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Looking into the log, for admins: what the command line tells, over HTTP. Nothing is written.
void add_log_routes(http::router& into, const ports& by);

} // namespace switchboard::api
