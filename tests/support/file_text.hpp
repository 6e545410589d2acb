#pragma once

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace switchboard::testing {

/// All that is in a file, which must be there.
inline std::string text_in(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace switchboard::testing
