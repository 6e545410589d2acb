#pragma once

#include "events/log/kafka/options.hpp"

#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>

namespace switchboard::testing {

/// The broker that tests/kafka/run has started or was given.
inline std::string test_brokers() {
  if (const auto* given = std::getenv("KAFKA_BROKERS")) return given;
  throw std::runtime_error{"KAFKA_BROKERS is not set; tests/kafka/run sets it"};
}

/// A topic that no other test has.
inline kafka_options options_of_new_topic() {
  kafka_options options;
  options.brokers = test_brokers();
  std::random_device random;
  options.topic = "test." + std::to_string(random()) + '.' + std::to_string(random());
  options.partitions = 3;
  return options;
}

} // namespace switchboard::testing
