#include "tools/log_verify.hpp"

#include "tools/audit/broken.hpp"
#include "tools/audit/log_audit.hpp"
#include "tools/reading.hpp"

namespace switchboard::tools {

log_summary verify_log(const event_log& log) {
  const auto summary = switchboard::verify(log);
  audit::log_audit records{audit::extent::whole_streams};
  for_each_event(log, 1, [&](const recorded& each) {
    records.see(each);
    return each.position < summary.events;
  });
  if (const auto uncaused = records.uncaused(); !uncaused.empty())
    throw audit::broken{uncaused.front().rule};
  return summary;
}

} // namespace switchboard::tools
