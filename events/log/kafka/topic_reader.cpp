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
    offsets found;
    const auto code = rd_kafka_query_watermark_offsets(
        client_.get(), rd_kafka_topic_name(topic_.get()), partition, &found.begin, &found.end,
        static_cast<int>(left.count()));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return found;
    // A new topic has no leader at first, and there are none while brokers come and go.
    std::this_thread::sleep_for(look_interval);
    left =
        std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  }
  return std::nullopt;
}

} // namespace switchboard::kafka
