#pragma once

#include "events/log/event_log.hpp"
#include "events/log/report.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace switchboard::tools {

/// Opens what a person names with `--data`, for reading: the data folder of a server, which may be
/// running, a file that was exported, or a topic in Kafka as `kafka://HOST:PORT/TOPIC`. A
/// `log_error` says what is wrong with it.
std::unique_ptr<event_log> open_source(const std::filesystem::path& data,
                                       const report_line& report);

/// The records that no switchboard wrote and that were skipped where this log was read from Kafka,
/// a line each. `data` is what it was opened as.
std::vector<std::string> skipped_records(const event_log& opened,
                                         const std::filesystem::path& data);

} // namespace switchboard::tools
