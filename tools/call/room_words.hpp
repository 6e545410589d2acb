#pragma once

#include "tools/call/naming.hpp"

#include <string>

namespace switchboard::tools {

/// What an event of a room's call says, in words; empty for what nobody asks about.
std::string room_words(const room::event& happened, const call_story& story);

/// What an event of a party's own stream adds to the call: where it rang, when a device came or
/// dropped. Empty for what the room tells itself.
std::string person_words(const recorded& happened, const person_story& person,
                         const call_story& story);

} // namespace switchboard::tools
