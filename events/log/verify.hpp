#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>

namespace switchboard {

struct log_summary {
  std::uint64_t events = 0;
  std::uint64_t streams = 0;
};

/// Reads a whole log, once in the order of positions and once by streams, and compares the two: no
/// gap, no repeat, nothing that only one of them has. A `log_error` names the first thing that is
/// wrong. Events that are appended meanwhile are left out.
log_summary verify(const event_log& log);

} // namespace switchboard
