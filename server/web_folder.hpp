#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace switchboard::server {

/// Where the web app's files are: in the folder that is set, or else in the next one that is called
/// `web` beside the program or above it. Nothing if there is none.
std::optional<std::filesystem::path> find_web_folder(const std::string& setting);

} // namespace switchboard::server
