#pragma once

#include "events/log/embedded_log.hpp"
#include "events/log/memory_log.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

namespace switchboard::testing {

// Each form of the log, empty, with what it needs around it. A new form adds itself here and to the
// list, and has the whole contract to meet.

struct in_memory {
  memory_log log;
};

struct embedded {
  temporary_folder folder;
  embedded_log log{folder.data(), [](const std::string& line) { FAIL_CHECK(line); }};
};

} // namespace switchboard::testing

#define EVERY_FORM switchboard::testing::in_memory, switchboard::testing::embedded

TYPE_TO_STRING(switchboard::testing::in_memory);
TYPE_TO_STRING(switchboard::testing::embedded);
