#pragma once

#include "events/log/event_log.hpp"
#include "tools/paint.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchboard::tools {

/// One event, where it came from, and what it led to.
struct event_report {
  recorded event;
  /// The nearest cause first, back to the first.
  std::vector<recorded> causes;
  std::vector<recorded> consequences;
};

/// Finds the event by its id, its place (`room/ID#17`) or its position in the log. Throws
/// `not_found`, or `usage_error` for what is none of these.
event_report report_event(const event_log& log, std::string_view reference);

std::string to_text(const event_report& report, const paint& colours);
std::string to_json(const event_report& report);

} // namespace switchboard::tools
