#include "bench/kafka/bare_client.hpp"
#include "events/log/kafka/kafka_log.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <future>
#include <mutex>
#include <random>
#include <utility>
#include <vector>

// The log in Kafka against a bare producer with the same settings and bytes, on the broker at
// $KAFKA_BROKERS: how long one append takes with its parts, and how many events a second are
// accepted with so many on their way. Each rate is the median of several rounds, in which the two
// take turns: a young broker is still being compiled while it serves.

namespace switchboard::testing {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::uint64_t latency_samples = 2'000;
constexpr std::uint64_t rounds = 5;
constexpr std::uint64_t events_of_round = 65'536;
constexpr std::uint64_t windows[] = {512, 4'096, 16'384};

/// Words of a person, more or less: what compresses like text and is another one each time.
std::string content_of(std::uint64_t number) {
  static const std::vector<std::string> texts = [] {
    std::mt19937_64 random{1};
    std::vector<std::string> all(4'096);
    for (auto& each : all)
      while (each.size() < 150)
        each += "etaoinshrdlu cmfwygpbvkxqjz"[random() % (1 + random() % 26)];
    return all;
  }();
  return texts[number % texts.size()];
}

double since_us(clock::time_point begin) {
  return std::chrono::duration<double, std::micro>(clock::now() - begin).count();
}

double quantile(std::vector<double> samples, double share) {
  std::ranges::sort(samples);
  return samples[static_cast<std::size_t>(share * static_cast<double>(samples.size() - 1))];
}

/// The time that each of many tries takes; its median.
double print_latency(const char* what, const std::function<void(std::uint64_t number)>& attempt) {
  std::vector<double> samples_us;
  for (std::uint64_t number = 1; number <= latency_samples; ++number) {
    const auto begin = clock::now();
    attempt(number);
    samples_us.push_back(since_us(begin));
  }
  const auto median = quantile(samples_us, 0.5);
  std::printf("%-46s median %6.0f us, 99%% %6.0f us\n", what, median, quantile(samples_us, 0.99));
  return median;
}

void append_and_wait(event_log& log, std::uint64_t seq) {
  std::promise<void> answered;
  log.append({sample_event(stream_of(group_room("latency")), seq, content_of(seq))},
             [&](const append_result& result) {
               if (!std::holds_alternative<append_accepted>(result)) std::abort();
               answered.set_value();
             });
  answered.get_future().get();
}

void measure_latency(const kafka_options& bare_options, event_log& log) {
  bare_producer producer{bare_options};
  const auto send = [&](std::uint64_t number) {
    producer.send(make_ready(sample_event(sample_stream(1), number, content_of(number))));
  };
  const auto produced = print_latency("bare producer, until confirmed", [&](std::uint64_t number) {
    send(number);
    producer.wait_until_unconfirmed(0);
  });
  bare_reader reader{bare_options};
  const auto read = print_latency("bare producer, until read back", [&](std::uint64_t number) {
    send(number);
    reader.wait_for(1);
  });
  const auto accepted = print_latency("log in Kafka, until accepted",
                                      [&](std::uint64_t number) { append_and_wait(log, number); });
  std::printf("%-46s produce %.0f us, read back %.0f us, rest %.0f us\n", "parts of the median",
              produced, read - produced, accepted - read);
}

envelope event_of_round(std::uint64_t number, std::uint64_t window) {
  return sample_event(sample_stream(number % window), number / window + 1, content_of(number));
}

/// Events a second of a bare producer with so many records unconfirmed at most, which are made
/// beforehand, or as they are sent, as whoever has events to send must make them.
double rate_of_bare(const kafka_options& options, std::uint64_t window, bool makes_records) {
  bare_producer producer{options};
  std::vector<envelope> events;
  std::vector<ready_record> records;
  for (std::uint64_t i = 0; i < events_of_round; ++i) {
    events.push_back(event_of_round(i, window));
    if (!makes_records) records.push_back(make_ready(events.back()));
  }
  // Nobody wants to know how long a producer takes to find its broker.
  producer.send(make_ready(event_of_round(0, window)));
  producer.wait_until_unconfirmed(0);
  const auto begin = clock::now();
  for (std::uint64_t i = 0; i < events_of_round; ++i) {
    producer.wait_until_unconfirmed(window - 1);
    producer.send(makes_records ? make_ready(events[i]) : std::move(records[i]));
  }
  producer.wait_until_unconfirmed(0);
  return events_of_round / since_us(begin) * 1'000'000;
}

/// Many streams that write at the same time: each has one append on its way, whose answer begins
/// the next. Appends are made on a thread of their own, as entities make them.
class busy_streams {
public:
  /// The streams are new to the log: `round` keeps those of two rounds apart.
  busy_streams(event_log& log, std::uint64_t window, std::uint64_t round)
      : log_{log}, window_{window}, next_event_(window) {
    const auto first_stream = (window + round) * 1'000'000;
    for (std::uint64_t i = 0; i < events_of_round; ++i) {
      events_.push_back(event_of_round(i, window));
      events_.back().stream = sample_stream(first_stream + i % window);
    }
    for (std::uint64_t stream = 0; stream < window; ++stream) {
      next_event_[stream] = stream;
      free_.push_back(stream);
    }
  }

  double rate() {
    const auto begin = clock::now();
    for (std::uint64_t left = events_of_round; left > 0;)
      for (const auto stream : take_free()) {
        if (next_event_[stream] != stream) --left;
        if (next_event_[stream] < events_of_round) append(stream);
      }
    return events_of_round / since_us(begin) * 1'000'000;
  }

private:
  void append(std::uint64_t stream) {
    auto& next = next_event_[stream];
    std::vector<envelope> events;
    events.push_back(std::move(events_[next]));
    next += window_;
    log_.append(std::move(events), [this, stream](const append_result& result) {
      if (!std::holds_alternative<append_accepted>(result)) std::abort();
      const std::lock_guard lock{mutex_};
      free_.push_back(stream);
      if (free_.size() == 1) is_free_.notify_one();
    });
  }

  std::vector<std::uint64_t> take_free() {
    std::unique_lock lock{mutex_};
    is_free_.wait(lock, [&] { return !free_.empty(); });
    return std::exchange(free_, {});
  }

  event_log& log_;
  const std::uint64_t window_;
  /// In the order in which they are sent: the first of each stream, the second of each …
  std::vector<envelope> events_;
  std::vector<std::uint64_t> next_event_;
  std::mutex mutex_;
  std::condition_variable is_free_;
  /// The streams that have nothing on its way.
  std::vector<std::uint64_t> free_;
};

void measure_rates(const kafka_options& bare_options, event_log& log) {
  for (const auto window : windows) {
    std::vector<double> bare;
    std::vector<double> making;
    std::vector<double> accepted;
    for (std::uint64_t round = 0; round < rounds; ++round) {
      bare.push_back(rate_of_bare(bare_options, window, false));
      making.push_back(rate_of_bare(bare_options, window, true));
      accepted.push_back(busy_streams{log, window, round}.rate());
    }
    const auto of_log = quantile(accepted, 0.5);
    std::printf("%6llu on their way: bare producer %7.0f/s, one that makes its records %7.0f/s, "
                "log in Kafka %7.0f/s: %.2f and %.2f of them\n",
                static_cast<unsigned long long>(window), quantile(bare, 0.5), quantile(making, 0.5),
                of_log, of_log / quantile(bare, 0.5), of_log / quantile(making, 0.5));
  }
}

void measure_catching_up(const kafka_options& options) {
  const temporary_folder empty;
  const auto begin = clock::now();
  const kafka_log log{options, empty.data(), [](const std::string&) {}};
  std::printf("a new node catches up: %.0f events/s\n",
              static_cast<double>(log.head()) / since_us(begin) * 1'000'000);
}

void run(const std::string& compression) {
  auto options = options_of_new_topic();
  options.partitions = 12;
  options.compression = compression;
  std::printf("%s\n", compression.c_str());
  auto bare_options = options;
  bare_options.topic += ".bare";
  {
    const temporary_folder folder;
    kafka_log log{options, folder.data(), [](const std::string& line) { std::puts(line.c_str()); }};
    measure_rates(bare_options, log);
    measure_latency(bare_options, log);
  }
  measure_catching_up(options);
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  if (count == 1) return std::fputs("usage: kafka_bench COMPRESSION…\n", stderr), 2;
  for (int i = 1; i < count; ++i)
    switchboard::testing::run(arguments[i]);
}
