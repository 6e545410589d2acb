#include "events/log/kafka/topic_reader.hpp"

#include "events/log/event_log.hpp"

#include <exception>
#include <utility>

namespace switchboard::kafka {

namespace {

struct handover {
  rd_kafka_t* client = nullptr;
  const topic_reader::record_sink& sink;
  std::size_t left = 0;
  std::exception_ptr failure;
};

/// Called for one record after the other, until it yields. No exception may pass through the
/// client.
void hand_over(rd_kafka_message_t* record, void* opaque) {
  auto& to = *static_cast<handover*>(opaque);
  try {
    to.sink(*record);
  } catch (...) {
    to.failure = std::current_exception();
  }
  if (--to.left == 0 || to.failure) rd_kafka_yield(to.client);
}

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

void topic_reader::read(std::chrono::milliseconds wait, std::size_t limit,
                        const record_sink& sink) {
  handover to{client_.get(), sink, limit, nullptr};
  rd_kafka_consume_callback_queue(queue_.get(), static_cast<int>(wait.count()), hand_over, &to);
  rd_kafka_poll(client_.get(), 0);
  if (to.failure) std::rethrow_exception(to.failure);
}

} // namespace switchboard::kafka
