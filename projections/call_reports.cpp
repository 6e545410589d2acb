#include "projections/call_reports.hpp"

#include <variant>

namespace switchboard::projections {

void call_reports::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  const auto* const body = std::get_if<room::event>(&entry.body);
  if (!body) return;
  if (const auto* seen = std::get_if<room::security_reported>(body))
    of_security.put({seen->call_id, entry.seq, entry.time, seen->reporter_id, seen->subject_user_id,
                     seen->risk_score, seen->confidence, seen->status, seen->signals});
  else if (const auto* measured = std::get_if<room::quality_reported>(body))
    of_quality.put({measured->call_id, entry.seq, entry.time, measured->user_id,
                    measured->connection_id, measured->metrics});
}

} // namespace switchboard::projections
