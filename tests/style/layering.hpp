#pragma once

#include "tests/style/source_file.hpp"

namespace switchboard::style {

/// The includes of one file that go against the table in layering.cpp.
findings wrong_includes(const source_file& file);

/// Where a pure folder asks the clock, chance or the environment.
findings impure_calls(const source_file& file);

} // namespace switchboard::style
