#pragma once

#include <string>
#include <vector>

namespace switchboard::docs {

/// A part of the documentation that is made from the code, so that it cannot say anything else.
struct generated_file {
  /// Within the folder of the documentation.
  std::string path;
  std::string text;
};

std::vector<generated_file> generated_files();

} // namespace switchboard::docs
