#pragma once

#include "events/log/event_log.hpp"
#include "events/log/report.hpp"

#include <filesystem>
#include <memory>

namespace switchboard::tools {

/// Opens what a person names with `--data`, for reading: the data folder of a server, which may be
/// running, a file that was exported, or a topic in Kafka as `kafka://HOST:PORT/TOPIC`. A
/// `log_error` says what is wrong with it.
std::unique_ptr<event_log> open_source(const std::filesystem::path& data,
                                       const report_line& report);

} // namespace switchboard::tools
