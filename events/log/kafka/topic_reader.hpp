#pragma once

#include "events/log/kafka/calm_report.hpp"
#include "events/log/kafka/client.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace switchboard::kafka {

/// Reads a topic, partition by partition from a given offset on, without a consumer group: every
/// node reads everything. Only one thread may use it.
class topic_reader {
public:
  struct offsets {
    std::int64_t begin = 0;
    std::int64_t end = 0;
  };

  topic_reader(const kafka_options& options, report_line report);
  ~topic_reader();
  topic_reader(const topic_reader&) = delete;
  topic_reader& operator=(const topic_reader&) = delete;

  void start(std::int32_t partition, std::int64_t offset);

  /// What has come, in the order of each partition; waits for the first of it. The end of a
  /// partition comes as a message too.
  std::vector<message> read(std::chrono::milliseconds wait, std::size_t limit);

  /// What a partition holds; nothing if the brokers do not say it in time.
  std::optional<offsets> offsets_of(std::int32_t partition,
                                    std::chrono::milliseconds timeout) const;

private:
  std::optional<std::int64_t> ask(std::int32_t partition, std::int64_t which, int timeout_ms) const;

  calm_report report_;
  client_events events_;
  client client_;
  queue queue_;
  topic_handle topic_;
  std::vector<std::int32_t> started_;
};

} // namespace switchboard::kafka
