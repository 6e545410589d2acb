#pragma once

#include "events/log/kafka/client.hpp"
#include "events/log/kafka/record.hpp"

#include <stdexcept>
#include <string>

namespace switchboard::testing {

/// Puts records into a topic behind the log's back, as another program or a dying one would.
class raw_writer {
public:
  explicit raw_writer(const kafka_options& options)
      : topic_{options.topic},
        client_{kafka::make_client(RD_KAFKA_PRODUCER, options,
                                   {{"acks", "all"}, {"partitioner", "murmur2_random"}}, events_)} {
  }

  void write(kafka::outgoing_record record) {
    const auto code = rd_kafka_producev(client_.get(), RD_KAFKA_V_TOPIC(topic_.c_str()),
                                        RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                        RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
                                        RD_KAFKA_V_VALUE(record.value.data(), record.value.size()),
                                        RD_KAFKA_V_HEADERS(record.about.get()), RD_KAFKA_V_END);
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) throw std::runtime_error{kafka::words_for(code)};
    [[maybe_unused]] const auto* given_away = record.about.release();
    if (rd_kafka_flush(client_.get(), 10'000) != RD_KAFKA_RESP_ERR_NO_ERROR)
      throw std::runtime_error{"the broker does not take a record"};
  }

  void write(const envelope& entry, const kafka::append_mark& mark) {
    auto record = kafka::make_record(entry);
    kafka::add_mark(*record.about, mark);
    write(std::move(record));
  }

private:
  std::string topic_;
  kafka::client_events events_;
  kafka::client client_;
};

} // namespace switchboard::testing
