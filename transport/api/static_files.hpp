#pragma once

#include "transport/http/router.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace switchboard::api {

/// A folder of files to be served cannot be read; one line that says which.
class static_file_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Serves the files of a folder at this path and below, and its `index.html` at the path itself.
/// They are read here and now: what is not in the folder at this moment is never served, whatever a
/// path says. Throws a `static_file_error`.
void add_static_files(http::router& into, const std::string& path,
                      const std::filesystem::path& folder);

} // namespace switchboard::api
