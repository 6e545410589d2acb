#pragma once

#include "tools/log_copy.hpp"

#include <memory>
#include <string>

namespace switchboard::tools {

/// Opens what a log is copied to: a data folder, which is made if it is missing, a file whose name
/// ends in `.ndjson`, or a topic named by `kafka://HOST:PORT/TOPIC`. `source` is where the events
/// come from.
std::unique_ptr<copy_target> make_target(const std::string& address,
                                         const std::string& source = {});

} // namespace switchboard::tools
