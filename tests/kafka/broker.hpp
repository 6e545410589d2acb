#pragma once

#include "events/log/kafka/options.hpp"

#include <cstdlib>
#include <optional>
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

/// A topic at the door where people must log in, for somebody who may do nothing there; nothing if
/// the cluster at hand has no such door.
inline std::optional<kafka_options> options_of_guarded_topic() {
  const auto* door = std::getenv("KAFKA_GUARDED_BROKERS");
  if (door == nullptr) return std::nullopt;
  auto options = options_of_new_topic();
  options.brokers = door;
  options.properties = {"security.protocol=SASL_PLAINTEXT", "sasl.mechanism=PLAIN",
                        "sasl.username=visitor", "sasl.password=come-in"};
  return options;
}

} // namespace switchboard::testing
