#pragma once

#include "events/log/embedded_log.hpp"
#include "tests/log/reports.hpp"

#include <doctest/doctest.h>

#include <string>

namespace switchboard::testing {

/// The line with which this is refused.
template <class Action>
std::string refusal_of(Action&& action) {
  try {
    action();
  } catch (const log_error& refused) {
    return refused.what();
  }
  FAIL("was not refused");
  return {};
}

inline std::string refusal_to_open(const data_folder& folder) {
  return refusal_of([&] { embedded_log{folder, ignore_report}; });
}

} // namespace switchboard::testing
