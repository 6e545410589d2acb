#pragma once

#include "config/settings.hpp"

#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace CLI {
class App;
}

namespace switchboard::config {

/// A wrong configuration. `what()` is one line: where, what, and what is allowed.
struct setting_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What the command line said of settings: flag to text. Filled while CLI11 parses.
struct flags {
  std::string file;
  std::map<std::string, std::string, std::less<>> values;
};

/// Gives a command `--config` and a flag for each setting that has one. `into` must outlive the
/// parsing.
void add_flags(CLI::App& command, flags& into);

/// Variables that begin with `SWITCHBOARD_`, by their whole name.
using environment = std::map<std::string, std::string, std::less<>>;
environment environment_of_process();

/// The defaults, changed by the file (if one is named), by the environment and by the flags, each
/// stronger than the one before. Throws a `setting_error` for the first thing that is wrong.
settings load(const flags& given, const environment& variables);

} // namespace switchboard::config
