#pragma once

#include "events/log/kafka/calm_report.hpp"
#include "events/log/kafka/client.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace switchboard::kafka {

/// Reads a topic, partition by partition from a given offset on, without a consumer group: every
/// node reads everything. Only one thread may use it.
class topic_reader {
public:
  using record_sink = std::function<void(const rd_kafka_message_t&)>;

  topic_reader(const kafka_options& options, report_line report);
  ~topic_reader();
  topic_reader(const topic_reader&) = delete;
  topic_reader& operator=(const topic_reader&) = delete;

  void start(std::int32_t partition, std::int64_t offset);

  /// Hands over what has come, in the order of each partition, up to so many records; waits for the
  /// first of them. The end of a partition comes as a record too. What the sink throws comes out of
  /// here.
  void read(std::chrono::milliseconds wait, std::size_t limit, const record_sink& sink);

private:
  calm_report report_;
  client_events events_;
  client client_;
  queue queue_;
  topic_handle topic_;
  std::vector<std::int32_t> started_;
};

} // namespace switchboard::kafka
