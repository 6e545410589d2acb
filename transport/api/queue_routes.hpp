#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Queues as those see them who run them: who waits, how well they are served, and how they work.
void add_queue_routes(http::router& into, const ports& by);

} // namespace switchboard::api
