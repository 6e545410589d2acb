#pragma once

#include "transport/api/errand.hpp"
#include "transport/api/side_bodies.hpp"

namespace switchboard::api {

/// Puts a customer or an agent into a queue. Anybody may be a customer; agents sign in, unless the
/// configuration lets anybody serve.
void start_side(const errand& of, const start_side_body& body);

} // namespace switchboard::api
