#pragma once

#include "events/log/event_log.hpp"
#include "tools/paint.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::tools {

/// Something in a log that must never be.
struct violation {
  /// Which rule does not hold, in one sentence.
  std::string rule;
  /// The event at which it shows, and what had led to that; none for what did not happen though it
  /// was due.
  std::vector<recorded> events;
};

struct audit_report {
  std::uint64_t events = 0;
  std::uint64_t violations = 0;
  /// The first of them: one mistake may break what comes after it a thousand times.
  std::vector<violation> first;
  /// What the topic holds beside the log, a line each: records that no switchboard wrote. They are
  /// in nobody's way, so they are no violation.
  std::vector<std::string> skipped;

  bool is_well() const { return violations == 0; }
};

/// Holds every event of a log against every invariant, in one pass.
audit_report audit_log(const event_log& log);

/// The same for one call: the room up to its end, and the people in it.
audit_report audit_call(const event_log& log, const call_id& call);

std::string to_text(const audit_report& report, const paint& colours);
std::string to_json(const audit_report& report);

} // namespace switchboard::tools
