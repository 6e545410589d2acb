#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/event_log.hpp"
#include "events/log/report.hpp"
#include "events/log/snapshot_store.hpp"

#include <memory>

namespace switchboard {

/// What a server keeps.
struct storage {
  std::unique_ptr<event_log> log;
  std::unique_ptr<snapshot_store> snapshots;
};

/// Opens the embedded log and its snapshots, or makes them; a `log_error` if the log cannot be
/// trusted or another process has the folder.
storage open_storage(const data_folder& folder, const report_line& report);

/// Opens a log to look into it, also while a server writes it.
std::unique_ptr<event_log> open_log_for_reading(const data_folder& folder,
                                                const report_line& report);

storage make_storage_in_memory();

} // namespace switchboard
