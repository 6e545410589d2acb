#pragma once

#include "tools/log_copy.hpp"

#include <memory>
#include <string>

namespace switchboard::tools {

/// Opens what a log is copied to: a data folder, which is made if it is missing, or a file whose
/// name ends in `.ndjson`. What holds another kind of log gets its case here.
std::unique_ptr<copy_target> make_target(const std::string& address);

} // namespace switchboard::tools
