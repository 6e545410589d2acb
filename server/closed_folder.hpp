#pragma once

#include "transport/people_log/people_log.hpp"

#include <filesystem>

namespace switchboard::server {

/// A data folder and what this program keeps in it are their owner's alone. One that an earlier
/// version made is mended, and that it was open is said. Files with secrets are left to those who
/// read them: a secret that others could read is no secret any more.
void close_to_others(const std::filesystem::path& folder, people_log& people);

} // namespace switchboard::server
