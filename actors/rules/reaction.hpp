#pragma once

#include "actors/queue/commands.hpp"
#include "actors/room/commands.hpp"
#include "actors/user/commands.hpp"
#include "events/ids.hpp"

#include <variant>
#include <vector>

namespace switchboard {

/// A command to any kind of entity.
using command = std::variant<user::command, room::command, queue::command>;

/// What an event makes its entity ask of another one. The command's id follows from the event, so
/// asking again after a crash changes nothing.
struct reaction {
  stream_id to;
  command body;
};

using reactions = std::vector<reaction>;

} // namespace switchboard
