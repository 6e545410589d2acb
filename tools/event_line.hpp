#pragma once

#include "events/event.hpp"
#include "tools/paint.hpp"

#include <string>

namespace switchboard::tools {

/// How an event is pointed at: `room/direct~alice~bob #17`.
std::string place_of(const envelope& entry);

/// One event on one line, for people.
std::string event_line(const recorded& event, const paint& colours);

} // namespace switchboard::tools
