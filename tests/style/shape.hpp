#pragma once

#include "tests/style/source_file.hpp"

namespace switchboard::style {

inline constexpr std::size_t max_file_lines = 450;
inline constexpr std::size_t max_function_lines = 70;

/// A C++ file that nobody can take in at a sitting.
findings long_file(const source_file& file);

/// Functions that do not fit a screen.
findings long_functions(const source_file& file);

/// Tabs, blanks at the end of a line, a last line without its end.
findings untidy_lines(const source_file& file);

/// Notes to oneself that something is not done.
findings unfinished_words(const source_file& file);

/// A header that may be included twice.
findings unguarded_header(const source_file& file);

/// A target that a whole build leaves out.
findings left_out_target(const source_file& file);

} // namespace switchboard::style
