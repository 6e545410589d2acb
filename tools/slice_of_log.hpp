#pragma once

#include "events/log/event_log.hpp"
#include "tools/call/side_stay.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard::tools {

/// A part of a log without a gap, from one position to another, both included.
struct slice_of_log {
  std::uint64_t first_position = 1;
  std::uint64_t last_position = 0;
  timestamp begins_at;
  timestamp ends_at;
};

/// What happened from one moment to another; the log's own ends where there is none. Throws
/// `not_found` if nothing did.
slice_of_log slice_between(const event_log& log, std::optional<timestamp> since,
                           std::optional<timestamp> until);

/// From a call's first event to its last. Throws as `tell_call`.
slice_of_log slice_of_call(const event_log& log, const call_id& call);

/// Throws `not_found` if the log does not know this person, or this side of a queue.
void check_is_known(const event_log& log, const user_id& who, const find_stay& find);

/// That it is played there, and how to end that.
std::string to_text(const slice_of_log& slice, std::string_view url);
std::string to_json(const slice_of_log& slice, std::string_view url);

} // namespace switchboard::tools
