#include "events/log/kafka/kafka_log.hpp"
#include "events/log/kafka/topic.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <future>
#include <mutex>
#include <string_view>

// The log in Kafka against a bare producer with the same settings and bytes, on the broker at
// $KAFKA_BROKERS. Prints the latency of one append at a time with its parts, and how many events a
// second are accepted when many streams write at once.

namespace switchboard::testing {

namespace {

using clock = std::chrono::steady_clock;

constexpr int latency_samples = 2'000;
constexpr std::uint64_t busy_streams = 512;
constexpr std::uint64_t events_of_stream = 200;
const std::string content(150, 'x');

double since_us(clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(clock::now() - begin).count();
}

void print_quantiles(const char* what, std::vector<double> samples_us) {
  std::ranges::sort(samples_us);
  const auto at = [&](double share) {
    return samples_us[static_cast<std::size_t>(share * static_cast<double>(samples_us.size() - 1))];
  };
  std::printf("%-44s median %7.0f us, 99%% %7.0f us\n", what, at(0.5), at(0.99));
}

void print_rate(const char* what, std::uint64_t events, clock::time_point begin) {
  std::printf("%-44s %9.0f events/s\n", what,
              static_cast<double>(events) / since_us(begin) * 1'000'000);
}

/// A producer with the settings of the log's, and nothing around it.
class bare_producer {
public:
  explicit bare_producer(const kafka_options& options)
      : topic_{options.topic},
        client_{kafka::make_client(RD_KAFKA_PRODUCER, options,
                                   {{"enable.idempotence", "true"},
                                    {"partitioner", "murmur2_random"},
                                    {"linger.ms", std::to_string(options.linger_ms)},
                                    {"compression.codec", options.compression},
                                    {"queue.buffering.max.messages", "200000"}},
                                   events_)} {
    kafka::prepare_topic(*client_, kafka::events_topic(options), options);
  }

  void send(const envelope& entry) {
    auto record = kafka::make_record(entry);
    kafka::add_mark(*record.about, {"bench-1", 0, 1});
    rd_kafka_producev(client_.get(), RD_KAFKA_V_TOPIC(topic_.c_str()),
                      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
                      RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
                      RD_KAFKA_V_VALUE(record.value.data(), record.value.size()),
                      RD_KAFKA_V_HEADERS(record.about.release()), RD_KAFKA_V_END);
  }

  void wait_until_confirmed(std::uint64_t count) {
    while (confirmed_ < count)
      rd_kafka_poll(client_.get(), 100);
  }

private:
  const std::string topic_;
  std::uint64_t confirmed_ = 0;
  kafka::client_events events_{{}, [this](const rd_kafka_message_t&) { ++confirmed_; }};
  kafka::client client_;
};

void measure_bare(const kafka_options& options) {
  bare_producer producer{options};
  std::vector<double> samples_us;
  std::uint64_t sent = 0;
  for (int i = 0; i < latency_samples; ++i) {
    const auto begin = clock::now();
    producer.send(sample_event(sample_stream(1), ++sent, content));
    producer.wait_until_confirmed(sent);
    samples_us.push_back(since_us(begin));
  }
  print_quantiles("bare producer, one at a time", std::move(samples_us));

  const auto begin = clock::now();
  for (std::uint64_t seq = 1; seq <= events_of_stream; ++seq)
    for (std::uint64_t stream = 0; stream < busy_streams; ++stream, ++sent)
      producer.send(sample_event(sample_stream(stream), seq, content));
  producer.wait_until_confirmed(sent);
  print_rate("bare producer, all that goes", busy_streams * events_of_stream, begin);
}

/// One stream of many: always one append under way, whose answer begins the next.
class busy_stream {
public:
  busy_stream(event_log& log, std::uint64_t number, std::atomic<std::uint64_t>& left,
              std::promise<void>& all_done)
      : log_{log}, number_{number}, left_{left}, all_done_{all_done} {}

  void append() {
    log_.append({sample_event(sample_stream(number_), ++seq_, content)},
                [this](const append_result& result) {
                  if (!std::holds_alternative<append_accepted>(result)) std::abort();
                  if (--left_ == 0) return all_done_.set_value();
                  if (seq_ < events_of_stream) append();
                });
  }

private:
  event_log& log_;
  const std::uint64_t number_;
  std::uint64_t seq_ = 0;
  std::atomic<std::uint64_t>& left_;
  std::promise<void>& all_done_;
};

void measure_latency(event_log& log) {
  std::vector<double> samples_us;
  for (int i = 1; i <= latency_samples; ++i) {
    std::promise<void> answered;
    const auto begin = clock::now();
    log.append(
        {sample_event(stream_of(group_room("latency")), static_cast<std::uint64_t>(i), content)},
        [&](const append_result&) { answered.set_value(); });
    answered.get_future().get();
    samples_us.push_back(since_us(begin));
  }
  print_quantiles("log in Kafka, one at a time", std::move(samples_us));
}

void measure_rate(event_log& log) {
  std::atomic<std::uint64_t> left = busy_streams * events_of_stream;
  std::promise<void> all_done;
  std::vector<std::unique_ptr<busy_stream>> streams;
  for (std::uint64_t number = 0; number < busy_streams; ++number)
    streams.push_back(std::make_unique<busy_stream>(log, number, left, all_done));
  const auto begin = clock::now();
  for (const auto& each : streams)
    each->append();
  all_done.get_future().get();
  print_rate("log in Kafka, 512 streams, one append each", busy_streams * events_of_stream, begin);
}

void measure_catching_up(const kafka_options& options) {
  const temporary_folder empty;
  const auto begin = clock::now();
  const kafka_log log{options, empty.data(), [](const std::string&) {}};
  print_rate("a new node catches up", log.head(), begin);
}

int run(const std::string& compression) {
  auto options = options_of_new_topic();
  options.partitions = 12;
  options.compression = compression;
  std::printf("%s\n", compression.c_str());
  measure_bare(options);
  options.topic += ".log";
  {
    const temporary_folder folder;
    kafka_log log{options, folder.data(), [](const std::string& line) { std::puts(line.c_str()); }};
    measure_latency(log);
    measure_rate(log);
  }
  measure_catching_up(options);
  return 0;
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  for (int i = 1; i < count; ++i)
    if (const auto code = switchboard::testing::run(arguments[i])) return code;
  if (count == 1) return std::fputs("usage: kafka_bench COMPRESSION…\n", stderr), 2;
}
