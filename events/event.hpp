#pragma once

#include "events/queue.hpp"
#include "events/room.hpp"
#include "events/user.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace switchboard {

/// Everything that can happen. The outer variant says to which kind of entity.
using event = std::variant<user::event, room::event, queue::event>;

/// One event with all that the log keeps about it. `seq` counts from 1 within its stream.
struct envelope {
  event_id id;
  stream_id stream;
  std::uint64_t seq = 0;
  timestamp time;
  /// The command that it comes from: chosen by the client, or derived from the causing event.
  std::string command_id;
  /// The event that made somebody send that command; the command itself when a client sent it.
  std::string causation_id;
  /// What belongs together across streams: the call, else the first command of the chain.
  std::string correlation_id;
  /// Who did it: `user/ID`, `room/ID`, `queue/NAME` or `node/NAME`.
  std::string actor;
  event body;
  /// Of the first event of a command whose id its client chose: what the command asked for and of
  /// whom, as a hash. So the log itself says whether the id comes again for something else. 0 for
  /// all other events.
  std::uint64_t fingerprint = 0;
};

/// An event that the log has accepted, and where in the order of all events.
struct recorded {
  std::uint64_t position = 0;
  envelope entry;
};

/// The type of an event in its record, such as `room.message_posted`.
std::string_view type_of(const event& body);
int version_of(const event& body);

} // namespace switchboard
