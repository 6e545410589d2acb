#pragma once

#include "tools/selection.hpp"

#include <cstdint>
#include <iosfwd>

namespace switchboard::tools {

enum class export_form : std::uint8_t { ndjson, csv };

/// Writes the wanted events, one a line, and gives their number. NDJSON is the records as they are;
/// CSV (RFC 4180, with a header) has one column for each field of a record, and `data` as JSON.
std::uint64_t export_events(std::ostream& out, const event_log& log, const selection& wanted,
                            export_form form);

} // namespace switchboard::tools
