#include "events/log/kafka/topic_reader.hpp"

#include "events/log/event_log.hpp"

#include <string>
#include <thread>
#include <utility>

namespace switchboard::kafka {

namespace {

constexpr std::chrono::milliseconds look_interval{50};

} // namespace

topic_reader::topic_reader(const kafka_options& options, report_line report)
    : report_{std::move(report)},
      events_{[this](const std::string& trouble) { report_("Kafka: " + trouble); }, {}},
      client_{make_client(RD_KAFKA_CONSUMER, options,
                          {{"enable.auto.commit", "false"},
                           {"enable.partition.eof", "true"},
                           {"auto.offset.reset", "error"},
                           {"check.crcs", "true"},
                           {"fetch.error.backoff.ms", "50"}},
                          events_)},
      queue_{rd_kafka_queue_new(client_.get())},
      topic_{rd_kafka_topic_new(client_.get(), options.topic.c_str(), nullptr)} {}

topic_reader::~topic_reader() {
  for (const auto each : started_)
    rd_kafka_consume_stop(topic_.get(), each);
}

void topic_reader::start(std::int32_t partition, std::int64_t offset) {
  if (rd_kafka_consume_start_queue(topic_.get(), partition, offset, queue_.get()) != 0)
    throw log_error{"Kafka's topic cannot be read: " + words_for(rd_kafka_last_error())};
  started_.push_back(partition);
}

std::vector<message> topic_reader::read(std::chrono::milliseconds wait, std::size_t limit) {
  std::vector<message> all;
  while (all.size() < limit) {
    const auto wait_ms = all.empty() ? static_cast<int>(wait.count()) : 0;
    message next{rd_kafka_consume_queue(queue_.get(), wait_ms)};
    if (!next) break;
    all.push_back(std::move(next));
  }
  rd_kafka_poll(client_.get(), 0);
  return all;
}

std::optional<topic_reader::offsets>
topic_reader::offsets_of(std::int32_t partition, std::chrono::milliseconds timeout) const {
  const auto deadline = std::chrono::steady_clock::now() + timeout;
  for (auto left = timeout; left.count() > 0;) {
    const auto left_ms = static_cast<int>(left.count());
    const auto begin = ask(partition, RD_KAFKA_OFFSET_BEGINNING, left_ms);
    const auto end = begin ? ask(partition, RD_KAFKA_OFFSET_END, left_ms) : std::nullopt;
    if (end) return offsets{*begin, *end};
    // A new topic has no leader at first, and there are none while brokers come and go.
    std::this_thread::sleep_for(look_interval);
    left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  }
  return std::nullopt;
}

/// librdkafka has a call that gives both ends, but in 2.0.2 it waits for a broker that has died for
/// as long as that is dead, whatever its timeout.
std::optional<std::int64_t> topic_reader::ask(std::int32_t partition, std::int64_t which,
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
