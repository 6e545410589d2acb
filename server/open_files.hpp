#pragma once

#include "config/settings.hpp"
#include "transport/people_log/people_log.hpp"

namespace switchboard::server {

/// Each connection is an open file. Lets this process have as many as the limits say, if the system
/// allows it, and says so if not.
void allow_open_files(const config::settings& all, people_log& people);

} // namespace switchboard::server
