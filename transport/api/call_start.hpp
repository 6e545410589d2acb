#pragma once

#include "transport/api/call_bodies.hpp"
#include "transport/api/errand.hpp"

namespace switchboard::api {

/// Calls somebody, or everybody in a room: whom, if there is such a person, and unless the caller
/// is in another call.
void start_call(const errand& of, const start_call_body& body);

/// Answers with a call as it is now.
void show_call(const errand& of, unsigned status, const call_id& call);

} // namespace switchboard::api
