#include "events/log/kafka/partition_ends.hpp"

#include <thread>

namespace switchboard::kafka {

namespace {

constexpr std::chrono::milliseconds interval_of_questions{50};

} // namespace

partition_ends::partition_ends(const kafka_options& options)
    : client_{make_client(RD_KAFKA_PRODUCER, options, {}, silent_)},
      topic_{rd_kafka_topic_new(client_.get(), options.topic.c_str(), nullptr)} {}

std::optional<partition_ends::offsets> partition_ends::of(std::int32_t partition,
                                                          std::chrono::milliseconds timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (auto left = timeout; left.count() > 0;) {
    const auto left_ms = static_cast<int>(left.count());
    const auto begin = ask(partition, RD_KAFKA_OFFSET_BEGINNING, left_ms);
    const auto end = begin ? ask(partition, RD_KAFKA_OFFSET_END, left_ms) : std::nullopt;
    if (end) return offsets{*begin, *end};
    // A new topic has no leader at first, and there are none while brokers come and go.
    std::this_thread::sleep_for(interval_of_questions);
    left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  }
  return std::nullopt;
}

/// librdkafka has a call that gives both ends, but in 2.0.2 it waits for a broker that has died for
/// as long as that is dead, whatever its timeout.
std::optional<std::int64_t> partition_ends::ask(std::int32_t partition, std::int64_t which,
                                                int timeout_ms) const {
  const partition_list asked{rd_kafka_topic_partition_list_new(1)};
  auto& one =
      *rd_kafka_topic_partition_list_add(asked.get(), rd_kafka_topic_name(topic_.get()), partition);
  one.offset = which;
  const auto code = rd_kafka_offsets_for_times(client_.get(), asked.get(), timeout_ms);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR || one.err != RD_KAFKA_RESP_ERR_NO_ERROR || one.offset < 0)
    return std::nullopt;
  return one.offset;
}

} // namespace switchboard::kafka
