#pragma once

#include "config/setting.hpp"

#include <tuple>

namespace switchboard::config {

/// Which Kafka keeps the events when `events.backend` is `kafka`. Every server of one log has the
/// same settings here.
struct kafka_settings {
  std::string brokers = "127.0.0.1:9092";
  std::string topic = "switchboard.events";
  std::string signals_topic = "switchboard.signals";
  std::int64_t partitions = 12;
  std::int64_t replication_factor = 1;
  std::int64_t min_insync_replicas = 1;
  std::string compression = "lz4";
  double linger_ms = 0;
  std::int64_t delivery_timeout_ms = 10'000;
  std::int64_t startup_timeout_ms = 30'000;
  std::int64_t signals_retention_h = 24;
  std::vector<std::string> properties;

  static constexpr auto fields() {
    using self = kafka_settings;
    return std::tuple{
        setting{"brokers", &self::brokers, "Where Kafka is: `host:port`, or several with commas."},
        setting{"topic", &self::topic,
                "The topic of the events. It is made if it is not there, and checked if it is."},
        setting{"signals_topic", &self::signals_topic,
                "The topic of SDP and ICE payloads; see `events.log_signals`."},
        setting{"partitions", &self::partitions,
                "How many partitions the topics have. It can never be changed.",
                between(1, 10'000)},
        setting{"replication_factor", &self::replication_factor,
                "How many brokers have each record of a topic that is made.", between(1, 15)},
        setting{"min_insync_replicas", &self::min_insync_replicas,
                "How many of them must have an event before it counts.", between(1, 15)},
        setting{"compression", &self::compression, "How batches of events are compressed.",
                one_of("none", "lz4", "zstd", "snappy", "gzip")},
        setting{"linger_ms", &self::linger_ms,
                "How long an event waits for others to go with it. 0 answers soonest.",
                between(0, 100)},
        setting{"delivery_timeout_ms", &self::delivery_timeout_ms,
                "After how long without Kafka's word an event is given up, or looked for when "
                "Kafka may have it.",
                between(1'000, 600'000)},
        setting{"startup_timeout_ms", &self::startup_timeout_ms,
                "How long a start waits for a Kafka that does not answer.",
                between(1'000, 600'000)},
        setting{"signals_retention_h", &self::signals_retention_h,
                "After how many hours Kafka deletes signals.", between(1, 24 * 365)},
        setting{"properties", &self::properties,
                "More settings of librdkafka, each as `name=value`, such as "
                "`security.protocol=SASL_SSL`."}};
  }
};

} // namespace switchboard::config
