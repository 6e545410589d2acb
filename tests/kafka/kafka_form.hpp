#pragma once

#include "events/log/kafka/kafka_log.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

namespace switchboard::testing {

/// The log in a topic of its own on the broker that the tests run with.
struct in_kafka {
  temporary_folder folder;
  kafka_log log{options_of_new_topic(), folder.data(),
                [](const std::string& line) { FAIL_CHECK(line); }};
};

} // namespace switchboard::testing

#define EVERY_FORM switchboard::testing::in_kafka

TYPE_TO_STRING(switchboard::testing::in_kafka);
