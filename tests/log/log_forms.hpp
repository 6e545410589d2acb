#pragma once

// What one program tests: these forms, or those of the header that its target names.
#ifdef LOG_FORMS
#include LOG_FORMS
#else

#include "events/log/embedded_log.hpp"
#include "events/log/memory_log.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

namespace switchboard::testing {

// Each form of the log, empty, with what it needs around it. A new form adds itself here and to the
// list, and has the whole contract to meet. One that needs a program beside it has a header and a
// test program of its own, which compiles the same suite.

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

#endif
