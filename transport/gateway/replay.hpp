#pragma once

#include "events/log/event_log.hpp"
#include "transport/gateway/resume_point.hpp"
#include "transport/gateway/subscriber.hpp"

#include <variant>
#include <vector>

namespace switchboard {

/// What a client missed: exactly the frames that it would have been sent.
using missed = std::variant<std::vector<websocket::frame>, says::resume_failed>;

/// Reads from the log what happened after `point`, up to and with the event at `last_position`.
///
/// Of each stream that the client names, all that is after its number; of those that it does not
/// name, all that is after the latest event that it has seen, because frames leave in the order of
/// the log; a client that has seen none misses all since its device connected. `rooms` are those
/// that it is a member of.
missed replay(const event_log& log, const find_profile& people, const subscriber& whom,
              const std::vector<room_id>& rooms, const resume_point& point,
              std::uint64_t last_position);

} // namespace switchboard
