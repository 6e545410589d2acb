#pragma once

#include <string>

namespace switchboard::docs {

/// `events.md`: an introduction, the envelope, and a table for each type of record.
std::string events_page();

} // namespace switchboard::docs
