#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace switchboard::style {

/// Where a function stands: from the line of its head to that of its closing brace.
struct function_lines {
  std::size_t first = 0;
  std::size_t last = 0;

  std::size_t count() const { return last - first + 1; }
  friend bool operator==(const function_lines&, const function_lines&) = default;
};

/// Finds the functions of a text out of `code_of`, by the braces that stand among names: those of
/// namespaces and classes, not those of values or of other functions. It trusts that the text is
/// formatted, takes a test case for a function, and sees nothing that a macro hides.
std::vector<function_lines> functions_of(std::string_view code);

} // namespace switchboard::style
