#include "events/log/kafka/producer.hpp"

#include "events/log/kafka/topic.hpp"
#include "threads/guard.hpp"

#include <array>
#include <utility>

namespace switchboard::kafka {

namespace {

constexpr int poll_ms = 50;

/// More than the log lets in, so that its limits and not these refuse an append.
constexpr auto max_queued_records = "200000";
constexpr auto max_queued_kilobytes = "262144";

/// A record carries its append's number through the client.
void* as_opaque(std::uint64_t append) {
  return reinterpret_cast<void*>(static_cast<std::uintptr_t>(append));
}
std::uint64_t append_of(const rd_kafka_message_t& sent) {
  return static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(sent._private));
}

} // namespace

properties producer_properties(const kafka_options& options) {
  return {{"enable.idempotence", "true"},
          {"acks", "all"},
          {"partitioner", "murmur2_random"},
          {"linger.ms", std::to_string(options.linger_ms)},
          {"compression.codec", options.compression},
          // What the brokers confirm is read back; nobody waits for the confirmation.
          {"delivery.report.only.error", "true"},
          {"delivery.timeout.ms", std::to_string(options.delivery_timeout_ms)},
          {"message.max.bytes", std::to_string(max_record_bytes)},
          {"retry.backoff.ms", "20"},
          {"queue.buffering.max.messages", max_queued_records},
          {"queue.buffering.max.kbytes", max_queued_kilobytes}};
}

producer::producer(const kafka_options& options, undelivered_sink tell, report_line report)
    : options_{options},
      tell_{std::move(tell)},
      report_{std::move(report)},
      events_{[this](const std::string& trouble) { report_("Kafka: " + trouble); },
              [this](const rd_kafka_message_t& sent) { settle(sent); }},
      client_{make()},
      thread_{[this] { serve_until_closed(); }} {}

producer::~producer() {
  is_closed_ = true;
  thread_.join();
  drain(std::move(client_));
}

producer::open_client producer::make() const {
  open_client made{make_client(RD_KAFKA_PRODUCER, options_, producer_properties(options_), events_),
                   nullptr};
  made.topic.reset(rd_kafka_topic_new(made.handle.get(), options_.topic.c_str(), nullptr));
  return made;
}

std::optional<std::string> producer::send(std::uint64_t append, outgoing_record record) {
  const std::lock_guard lock{mutex_};
  const auto code = rd_kafka_producev(client_.handle.get(), RD_KAFKA_V_RKT(client_.topic.get()),
                                      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                                      RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
                                      RD_KAFKA_V_VALUE(record.value.data(), record.value.size()),
                                      RD_KAFKA_V_TIMESTAMP(record.time_ms),
                                      RD_KAFKA_V_HEADERS(record.about.get()),
                                      RD_KAFKA_V_OPAQUE(as_opaque(append)), RD_KAFKA_V_END);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return "Kafka does not take it: " + words_for(code);
  // They belong to the client from now on.
  [[maybe_unused]] const auto* given_away = record.about.release();
  return std::nullopt;
}

void producer::serve_until_closed() {
  while (!is_closed_) {
    rd_kafka_poll(client_.handle.get(), poll_ms);
    threads::guarded("Kafka producer", [&] { replace_if_broken(); });
  }
}

void producer::replace_if_broken() {
  std::array<char, 256> why{};
  if (rd_kafka_fatal_error(client_.handle.get(), why.data(), why.size())
      == RD_KAFKA_RESP_ERR_NO_ERROR)
    return;
  report_(std::string{"Kafka: the producer is made anew, because of: "} + why.data());
  auto broken = make();
  {
    const std::lock_guard lock{mutex_};
    std::swap(broken, client_);
  }
  drain(std::move(broken));
}

void producer::drain(open_client ending) {
  auto* handle = ending.handle.get();
  rd_kafka_purge(handle, RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
  while (rd_kafka_outq_len(handle) > 0)
    rd_kafka_poll(handle, poll_ms);
}

void producer::settle(const rd_kafka_message_t& sent) const {
  if (sent.err == RD_KAFKA_RESP_ERR_NO_ERROR) return;
  // The client that calls this is written in C.
  threads::guarded("Kafka producer", [&] {
    tell_({append_of(sent), "Kafka did not confirm it: " + words_for(sent.err),
           rd_kafka_message_status(&sent) != RD_KAFKA_MSG_STATUS_NOT_PERSISTED, sent.partition});
  });
}

} // namespace switchboard::kafka
