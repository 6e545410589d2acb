#include "tests/style/shape.hpp"

#include "tests/style/function_finder.hpp"

#include <string>

namespace switchboard::style {
namespace {

// Each in two parts, so that this file may stand in the tree that it checks.
const std::string unfinished[] = {std::string{"TO"} + "DO", std::string{"FIX"} + "ME",
                                  std::string{"X"} + "XX", std::string{"HA"} + "CK"};

std::string too_long(std::size_t lines, std::size_t limit) {
  return std::to_string(lines) + " lines, and " + std::to_string(limit) + " is the limit";
}

} // namespace

findings long_file(const source_file& file) {
  const auto count = lines_of(file.text).size();
  if (!file.is_cpp() || count <= max_file_lines) return {};
  return {{file.path, count, "the file has " + too_long(count, max_file_lines)}};
}

findings long_functions(const source_file& file) {
  if (!file.is_cpp()) return {};
  findings all;
  for (const auto& each : functions_of(code_of(file.text)))
    if (each.count() > max_function_lines)
      all.push_back({file.path, each.first,
                     "the function has " + too_long(each.count(), max_function_lines)});
  return all;
}

findings untidy_lines(const source_file& file) {
  findings all;
  std::size_t number = 0;
  for (const auto line : lines_of(file.text)) {
    ++number;
    if (line.find('\t') != std::string_view::npos) all.push_back({file.path, number, "a tab"});
    if (line.ends_with(' ') || line.ends_with('\r'))
      all.push_back({file.path, number, "white space at the end of the line"});
  }
  if (!file.text.empty() && !file.text.ends_with('\n'))
    all.push_back({file.path, number, "the last line has no end"});
  return all;
}

findings unfinished_words(const source_file& file) {
  findings all;
  for (std::size_t number = 0; const auto line : lines_of(file.text)) {
    ++number;
    for (const auto& word : unfinished)
      if (has_word(line, word))
        all.push_back({file.path, number, "`" + word + "`: finish it, or leave it out"});
  }
  return all;
}

findings unguarded_header(const source_file& file) {
  // A precompiled header opens a translation unit; the build sees to it that it does so once.
  if (!file.is_header() || file.path.ends_with("/pch.hpp")) return {};
  if (code_of(file.text).find("#pragma once") != std::string::npos) return {};
  return {{file.path, 1, "a header without #pragma once"}};
}

findings left_out_target(const source_file& file) {
  if (!file.path.ends_with("CMakeLists.txt")) return {};
  findings all;
  for (std::size_t number = 0; const auto line : lines_of(file.text)) {
    ++number;
    if (has_word(line, "EXCLUDE_FROM_ALL"))
      all.push_back({file.path, number, "a target that scripts/test does not build breaks unseen"});
  }
  return all;
}

} // namespace switchboard::style
