#pragma once

#include "events/log/kafka/partition_ends.hpp"
#include "events/log/kafka/producer.hpp"
#include "events/log/kafka/topic.hpp"
#include "events/log/kafka/topic_reader.hpp"

#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>

namespace switchboard::testing {

/// An event as it goes to the topic, made beforehand, so that sending it costs librdkafka's time
/// alone.
struct ready_record {
  std::string key;
  std::string value;
  kafka::headers about;
};

inline ready_record make_ready(const envelope& entry) {
  auto made = kafka::make_record(entry);
  kafka::add_mark(*made.about, {"0123456789abcdef0123456789abcdef-1", 0, 1});
  return {std::move(made.key), std::move(made.value), std::move(made.about)};
}

/// A producer with the settings of the log's, and nothing around it.
class bare_producer {
public:
  explicit bare_producer(const kafka_options& options)
      : client_{kafka::make_client(RD_KAFKA_PRODUCER, options, properties_with_answers(options),
                                   events_)},
        topic_{rd_kafka_topic_new(client_.get(), options.topic.c_str(), nullptr)} {
    kafka::prepare_topic(kafka::events_topic(options), options);
  }

  void send(ready_record record) {
    const auto code = rd_kafka_producev(client_.get(), RD_KAFKA_V_RKT(topic_.get()),
                                        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                        RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
                                        RD_KAFKA_V_VALUE(record.value.data(), record.value.size()),
                                        RD_KAFKA_V_HEADERS(record.about.get()), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error{kafka::words_for(code)};
    [[maybe_unused]] const auto* given_away = record.about.release();
    ++sent_;
  }

  void wait_until_unconfirmed(std::uint64_t at_most) {
    while (sent_ - confirmed_ > at_most)
      rd_kafka_poll(client_.get(), 100);
  }

private:
  /// The log learns from what it reads back, and a bare producer has nothing else to go by.
  static kafka::properties properties_with_answers(const kafka_options& options) {
    auto all = kafka::producer_properties(options);
    all.emplace_back("delivery.report.only.error", "false");
    return all;
  }

  void note(const rd_kafka_message_t& sent) {
    if (sent.err != RD_KAFKA_RESP_ERR_NO_ERROR)
      throw std::runtime_error{kafka::words_for(sent.err)};
    ++confirmed_;
  }

  std::uint64_t sent_ = 0;
  std::uint64_t confirmed_ = 0;
  kafka::client_events events_{{}, [this](const rd_kafka_message_t& sent) { note(sent); }};
  kafka::client client_;
  kafka::topic_handle topic_;
};

/// Reads what comes into a topic from now on, as the log does, and does nothing with it.
class bare_reader {
public:
  explicit bare_reader(const kafka_options& options) : reader_{options, [](const std::string&) {}} {
    const kafka::partition_ends ends{options};
    for (std::int32_t partition = 0; partition < options.partitions; ++partition) {
      const auto found = ends.of(partition, std::chrono::seconds{10});
      if (!found) throw std::runtime_error{"a partition does not say where it ends"};
      reader_.start(partition, found->end);
    }
  }

  void wait_for(std::uint64_t records) {
    while (records > 0)
      reader_.read(std::chrono::milliseconds{100}, records, [&](const rd_kafka_message_t& each) {
        if (each.err == RD_KAFKA_RESP_ERR_NO_ERROR) --records;
      });
  }

private:
  kafka::topic_reader reader_;
};

} // namespace switchboard::testing
