#include "events/log/storage.hpp"

#include "events/log/embedded_log.hpp"
#include "events/log/embedded_snapshots.hpp"
#include "events/log/memory_log.hpp"
#include "events/log/memory_snapshots.hpp"
#include "events/log/read_only_log.hpp"

namespace switchboard {

storage open_storage(const data_folder& folder, const report_line& report) {
  storage opened;
  opened.log = std::make_unique<embedded_log>(folder, report);
  opened.snapshots = std::make_unique<embedded_snapshots>(folder, opened.log->head(), report);
  return opened;
}

std::unique_ptr<event_log> open_log_for_reading(const data_folder& folder,
                                                const report_line& report) {
  return std::make_unique<read_only_log>(folder, report);
}

storage make_storage_in_memory() {
  return {std::make_unique<memory_log>(), std::make_unique<memory_snapshots>()};
}

} // namespace switchboard
