#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace switchboard {

/// Which Kafka holds the log, and how. Every node of one log has the same.
struct kafka_options {
  /// `host:port`, several separated by commas.
  std::string brokers = "127.0.0.1:9092";
  std::string topic = "switchboard.events";
  std::string signals_topic = "switchboard.signals";
  /// 0 takes a topic as it is.
  int partitions = 12;
  int replication_factor = 1;
  int min_insync_replicas = 1;
  std::string compression = "lz4";
  double linger_ms = 0;
  /// After so long without the broker's word an append's fate is settled by reading.
  std::int64_t delivery_timeout_ms = 10'000;
  /// How long a start waits for a broker that does not answer.
  std::int64_t startup_timeout_ms = 30'000;
  std::int64_t signals_retention_ms = 24 * 60 * 60 * 1'000;
  /// More settings of librdkafka, each as `name=value`: security and the like.
  std::vector<std::string> properties;
};

} // namespace switchboard
