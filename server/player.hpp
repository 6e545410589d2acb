#pragma once

#include "tools/performance.hpp"

namespace switchboard::server {

/// Plays a part of a log to whoever connects to a WebSocket on this machine, to each from the
/// beginning. Throws when it cannot listen there.
void play(const event_log& log, const tools::performance& wanted);

} // namespace switchboard::server
