#pragma once

#include <doctest/doctest.h>

#include <string>

namespace switchboard::testing {

// Where a log's reports go in a test that expects none, and in one that provokes them.
inline void fail_on_report(const std::string& line) { FAIL_CHECK(line); }
inline void ignore_report(const std::string&) {}

} // namespace switchboard::testing
