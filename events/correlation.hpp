#pragma once

#include "events/event.hpp"

#include <string>

namespace switchboard {

/// The call that an event belongs to, or nothing: what its record's `correlation_id` then is.
std::string call_of(const event& body);

} // namespace switchboard
