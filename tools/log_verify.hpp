#pragma once

#include "events/log/verify.hpp"

namespace switchboard::tools {

/// Reads a whole log and holds it to what makes it a log: checksums, records that can be read,
/// numbers without a gap, and causes that exist and asked for what came of them. Throws for the
/// first thing that is wrong.
log_summary verify_log(const event_log& log);

} // namespace switchboard::tools
