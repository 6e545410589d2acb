#include "tests/style/source_file.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <string>
#include <utility>

namespace switchboard::style {
namespace {

struct outcome {
  int status = 0;
  std::string output;
};

outcome run(const std::string& command) {
  outcome result;
  auto* pipe = popen((command + " 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> part{};
  while (const auto size = std::fread(part.data(), 1, part.size(), pipe))
    result.output.append(part.data(), size);
  result.status = pclose(pipe);
  return result;
}

TEST_CASE("every C++ file has the form of .clang-format") {
  const auto installed = run("clang-format --version");
  // Each version of it sees a few things its own way, so only the one that Debian 12 has may judge.
  if (installed.status != 0 || installed.output.find("version 14.") == std::string::npos) {
    MESSAGE("SKIPPED: clang-format 14 is not installed; scripts/setup installs it");
    return;
  }
  std::string command = "cd '" SOURCE_DIR "' && clang-format --dry-run -Werror";
  for (const auto& each : whole_tree())
    if (each.is_cpp()) command += " '" + each.path + '\'';
  const auto checked = run(command);
  INFO("scripts/lint --fix mends it");
  CHECK(checked.output == "");
  CHECK(checked.status == 0);
}

} // namespace
} // namespace switchboard::style
