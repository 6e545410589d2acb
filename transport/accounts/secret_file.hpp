#pragma once

#include "transport/accounts/secret.hpp"

#include <filesystem>
#include <string_view>

namespace switchboard {

/// The first line of a file that nobody but its owner may read. Throws a `key_error` that names the
/// setting, and says `what` must be in the file, when it is otherwise.
secret load_secret_line(const std::filesystem::path& path, std::string_view setting,
                        std::string_view what);

} // namespace switchboard
