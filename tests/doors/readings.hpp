#pragma once

#include "events/log/event_log.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace switchboard::testing {

/// Reads a log in every way that a server or a tool reads one: as records, as an export, as a log's
/// verifier and auditor, as states, as what a client missed, as read models, as reports. Says what
/// is wrong with it, if something is; what throws is wrong as well. `scratch` is a folder for what
/// is written on the way.
std::optional<std::string> fault_in(event_log& log, const std::filesystem::path& scratch);

} // namespace switchboard::testing
