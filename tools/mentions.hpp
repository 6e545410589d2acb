#pragma once

#include "events/event.hpp"

#include <functional>
#include <string_view>
#include <vector>

namespace switchboard::tools {

/// Calls `visit` with each person, and each side of a queue, whose id stands in an event.
void for_each_person_in(const event& body, const std::function<void(const user_id&)>& visit);

/// Whether an event says something of somebody.
bool is_named_in(const event& body, const user_id& who);

/// Whether an event belongs to a call: its own id, or the `side_…` id of a side of a queue.
bool is_of_call(const envelope& entry, std::string_view call);

/// Whether an event is somebody's: of their stream, done by them, or about them.
bool is_about(const envelope& entry, const user_id& user);

/// The streams in which a call's events are, as far as its id tells.
std::vector<stream_id> streams_of_call(std::string_view call);

} // namespace switchboard::tools
