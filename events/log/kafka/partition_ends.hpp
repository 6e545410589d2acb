#pragma once

#include "events/log/kafka/client.hpp"

#include <chrono>
#include <cstdint>
#include <optional>

namespace switchboard::kafka {

/// Knows where the partitions of a topic begin and end. It has a client of its own: a broker
/// answers what comes over one connection in order, so a question that follows a reader's open
/// fetch waits until there is something to fetch, or for half a second.
class partition_ends {
public:
  struct offsets {
    std::int64_t begin = 0;
    std::int64_t end = 0;
  };

  explicit partition_ends(const kafka_options& options);

  /// What a partition holds; nothing if the brokers do not say it in time.
  std::optional<offsets> of(std::int32_t partition, std::chrono::milliseconds timeout) const;

private:
  std::optional<std::int64_t> ask(std::int32_t partition, std::int64_t which, int timeout_ms) const;

  /// Whoever reads and whoever sends tell the same troubles.
  client_events silent_;
  client client_;
  /// What a client has no handle of, it takes for where it once was: a partition whose leader has
  /// changed would never answer.
  topic_handle topic_;
};

} // namespace switchboard::kafka
