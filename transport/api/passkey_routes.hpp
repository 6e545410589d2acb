#pragma once

#include "transport/api/ports.hpp"
#include "transport/http/router.hpp"

namespace switchboard::api {

/// Passkeys: adding, removing, and signing in with one.
void add_passkey_routes(http::router& into, const ports& by);

} // namespace switchboard::api
