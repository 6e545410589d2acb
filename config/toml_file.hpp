#pragma once

#include "config/value.hpp"

#include <string>
#include <vector>

namespace switchboard::config {

/// One `key = value` of a file.
struct toml_line {
  /// `section.key`.
  std::string name;
  /// `config/dev.toml:12`.
  std::string where;
  value given;
};

/// All values of a TOML file, in the order of their lines. Throws a `setting_error` when it cannot
/// be read, is not TOML, or holds what no setting can be.
std::vector<toml_line> read_toml_file(const std::string& path);

} // namespace switchboard::config
