#pragma once

#include <filesystem>
#include <stdexcept>
#include <string_view>

namespace switchboard {

/// A file of secrets that cannot be used as it is. `what()` is one line with the remedy.
struct private_file_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Whether there is such a file. Throws when others than its owner may read or change it.
bool is_private_file(const std::filesystem::path& path);

/// Makes a file with mode 0600, whole or not at all, also through a crash. False if there is one
/// already, which then stays as it is.
bool make_private_file(const std::filesystem::path& path, std::string_view content);

} // namespace switchboard
