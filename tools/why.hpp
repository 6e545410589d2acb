#pragma once

#include "events/log/event_log.hpp"
#include "tools/call/side_stay.hpp"
#include "tools/call/timeline.hpp"
#include "tools/paint.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace switchboard::tools {

/// Why something went as it did.
struct explanation {
  std::string id;
  /// A few sentences.
  std::string verdict;
  std::vector<moment> timeline;
  /// From the last event back to the command, or the clock, that all began with.
  std::vector<recorded> chain;
};

/// Explains a call, or what became of one side of a queue. Throws `not_found`, or `usage_error` for
/// what is no id of either.
explanation explain(const event_log& log, std::string_view id, const find_stay& find = {});

std::string to_text(const explanation& why, const paint& colours);
std::string to_json(const explanation& why);

} // namespace switchboard::tools
