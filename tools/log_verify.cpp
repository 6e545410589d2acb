#include "tools/log_verify.hpp"

#include "tools/audit/log_audit.hpp"
#include "tools/reading.hpp"

namespace switchboard::tools {

log_summary verify_log(const event_log& log) {
  const auto summary = switchboard::verify(log);
  audit::log_audit records;
  for_each_event(log, 1, [&](const recorded& each) {
    records.see(each);
    return each.position < summary.events;
  });
  return summary;
}

} // namespace switchboard::tools
