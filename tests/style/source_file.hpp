#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::style {

/// A text of the tree, by its path from the top: `actors/room/rules.cpp`.
struct source_file {
  std::string path;
  std::string text;

  bool is_header() const;
  bool is_cpp() const;
};

/// What is wrong, and where.
struct finding {
  std::string path;
  std::size_t line = 0;
  std::string message;

  friend std::ostream& operator<<(std::ostream& out, const finding& one);
};

using findings = std::vector<finding>;

/// Every text that people write by hand, in order of path; no build output, data or packages.
const std::vector<source_file>& whole_tree();

/// What a check finds in all of it.
findings over_the_tree(findings (*check)(const source_file&));

/// All findings, a line each: what a failed test prints. Empty if there are none.
std::string report_of(const findings& all);

std::vector<std::string_view> lines_of(std::string_view text);

/// Whether the word stands there by itself, not as a part of a longer one.
bool has_word(std::string_view line, std::string_view word);

/// The same text with the insides of comments and literals blanked, so that what is left is code.
/// Lines stay where they are.
std::string code_of(std::string_view text);

} // namespace switchboard::style
