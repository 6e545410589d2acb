#pragma once

#include "events/log/kafka/producer.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>

namespace switchboard::testing {

/// A producer with the settings of the log's, and nothing around it: puts records into a topic
/// behind the log's back, as another program or a dying one would.
class bare_producer {
public:
  explicit bare_producer(const kafka_options& options)
      : client_{kafka::make_client(RD_KAFKA_PRODUCER, options, properties_with_answers(options),
                                   events_)},
        topic_{rd_kafka_topic_new(client_.get(), options.topic.c_str(), nullptr)} {}

  void send(kafka::outgoing_record record) {
    const auto code = rd_kafka_producev(client_.get(), RD_KAFKA_V_RKT(topic_.get()),
                                        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                        RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
                                        RD_KAFKA_V_VALUE(record.value.data(), record.value.size()),
                                        RD_KAFKA_V_TIMESTAMP(record.time_ms),
                                        RD_KAFKA_V_HEADERS(record.about.get()), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error{kafka::words_for(code)};
    [[maybe_unused]] const auto* given_away = record.about.release();
    ++sent_;
  }

  void wait_until_unconfirmed(std::uint64_t at_most) {
    while (sent_ - confirmed_ > at_most && refusal_.empty())
      rd_kafka_poll(client_.get(), 100);
    if (!refusal_.empty()) throw std::runtime_error{refusal_};
  }

  /// Sends it, and waits until the broker has it.
  void write(kafka::outgoing_record record) {
    send(std::move(record));
    wait_until_unconfirmed(0);
  }

private:
  /// The log learns from what it reads back, and a bare producer has nothing else to go by.
  static kafka::properties properties_with_answers(const kafka_options& options) {
    auto all = kafka::producer_properties(options);
    all.emplace_back("delivery.report.only.error", "false");
    return all;
  }

  void note(const rd_kafka_message_t& sent) {
    if (sent.err == RD_KAFKA_RESP_ERR_NO_ERROR)
      ++confirmed_;
    else
      refusal_ = kafka::words_for(sent.err);
  }

  std::uint64_t sent_ = 0;
  std::uint64_t confirmed_ = 0;
  std::string refusal_;
  kafka::client_events events_{{}, [this](const rd_kafka_message_t& sent) { note(sent); }};
  kafka::client client_;
  kafka::topic_handle topic_;
};

/// An event as it goes to the topic.
inline kafka::outgoing_record marked_record(const envelope& entry, const kafka::append_mark& mark) {
  auto record = kafka::make_record(entry);
  kafka::add_mark(*record.about, mark);
  return record;
}

} // namespace switchboard::testing
