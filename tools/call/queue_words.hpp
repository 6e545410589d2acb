#pragma once

#include "events/event.hpp"

#include <map>
#include <string>

namespace switchboard::tools {

/// The names of a queue's sides, as `Ann (customer)`.
using side_names = std::map<user_id, std::string>;

/// Notes the names that an event tells.
void note_names(side_names& into, const queue::event& happened);

/// What an event of a queue says, in words; empty for what nobody asks about.
std::string queue_words(const queue::event& happened, const side_names& names);

} // namespace switchboard::tools
