#include "events/log/kafka/kafka_signals.hpp"

#include "events/json.hpp"
#include "events/log/kafka/topic.hpp"

#include <utility>

namespace switchboard {

namespace {

constexpr int flush_timeout_ms = 1'000;

std::string record_of(const kept_signal& one) {
  json::writer record;
  record.put('{');
  json::write_field(record, "call_id", one.call);
  json::write_field(record, "from", one.from);
  json::write_field(record, "type", one.type);
  json::write_field(record, "time", one.time);
  json::write_field(record, "data", json_text{one.data.empty() ? "null" : one.data});
  record.close('}');
  return record.text();
}

} // namespace

kafka_signals::kafka_signals(const kafka_options& options, report_line report)
    : topic_{options.signals_topic},
      report_{std::move(report)},
      events_{[this](const std::string& trouble) { report_("Kafka, signals: " + trouble); }, {}},
      client_{kafka::make_client(RD_KAFKA_PRODUCER, options,
                                 {{"acks", "1"},
                                  {"linger.ms", "20"},
                                  {"compression.codec", options.compression},
                                  {"queue.buffering.max.messages", "10000"}},
                                 events_)} {
  kafka::prepare_topic(kafka::signals_topic(options), options);
}

kafka_signals::~kafka_signals() { rd_kafka_flush(client_.get(), flush_timeout_ms); }

void kafka_signals::keep(const kept_signal& one) {
  const auto record = record_of(one);
  const auto& key = one.call.value;
  rd_kafka_producev(
      client_.get(), RD_KAFKA_V_TOPIC(topic_.c_str()), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
      RD_KAFKA_V_KEY(key.data(), key.size()),
      RD_KAFKA_V_VALUE(const_cast<char*>(record.data()), record.size()), RD_KAFKA_V_END);
  rd_kafka_poll(client_.get(), 0);
}

} // namespace switchboard
