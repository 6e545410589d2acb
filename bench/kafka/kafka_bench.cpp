#include "bench/kafka/bare_reader.hpp"
#include "events/log/kafka/kafka_log.hpp"
#include "events/log/kafka/topic.hpp"
#include "tests/kafka/bare_producer.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <ctime>
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

/// What goes to the topic for an event that is an append of its own.
kafka::outgoing_record record_of(const envelope& entry) {
  return marked_record(entry, {"0123456789abcdef0123456789abcdef-1", 0, 1});
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
    producer.send(record_of(sample_event(sample_stream(1), number, content_of(number))));
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

/// Of one round: how many events a second, and what each took of the processors in this process.
struct rate {
  double events_per_s = 0;
  double processor_us = 0;
};

/// Times a round from its construction on.
class round_watch {
public:
  rate read() const {
    const auto processor_us =
        static_cast<double>(std::clock() - processor_begin_) * 1'000'000 / CLOCKS_PER_SEC;
    return {events_of_round / since_us(begin_) * 1'000'000, processor_us / events_of_round};
  }

private:
  const clock::time_point begin_ = clock::now();
  const std::clock_t processor_begin_ = std::clock();
};

rate median(const std::vector<rate>& rounds_of_it) {
  std::vector<double> speeds;
  std::vector<double> costs;
  for (const auto& each : rounds_of_it) {
    speeds.push_back(each.events_per_s);
    costs.push_back(each.processor_us);
  }
  return {quantile(std::move(speeds), 0.5), quantile(std::move(costs), 0.5)};
}

envelope event_of_round(std::uint64_t number, std::uint64_t window) {
  return sample_event(sample_stream(number % window), number / window + 1, content_of(number));
}

/// Events a second of a bare producer with so many records unconfirmed at most, which are made
/// beforehand, or as they are sent, as whoever has events to send must make them.
rate rate_of_bare(const kafka_options& options, std::uint64_t window, bool makes_records) {
  bare_producer producer{options};
  std::vector<envelope> events;
  std::vector<kafka::outgoing_record> records;
  for (std::uint64_t i = 0; i < events_of_round; ++i) {
    events.push_back(event_of_round(i, window));
    if (!makes_records) records.push_back(record_of(events.back()));
  }
  // Nobody wants to know how long a producer takes to find its broker.
  producer.send(record_of(event_of_round(0, window)));
  producer.wait_until_unconfirmed(0);
  const round_watch watch;
  for (std::uint64_t i = 0; i < events_of_round; ++i) {
    producer.wait_until_unconfirmed(window - 1);
    producer.send(makes_records ? record_of(events[i]) : std::move(records[i]));
  }
  producer.wait_until_unconfirmed(0);
  return watch.read();
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

  rate run() {
    const round_watch watch;
    for (std::uint64_t left = events_of_round; left > 0;)
      for (const auto stream : take_free()) {
        if (next_event_[stream] != stream) --left;
        if (next_event_[stream] < events_of_round) append(stream);
      }
    return watch.read();
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

void print_rate(const char* what, const rate& of, const rate& beside) {
  std::printf("  %-34s %7.0f/s, %4.1f us of the processors each, %.2f\n", what, of.events_per_s,
              of.processor_us, of.events_per_s / beside.events_per_s);
}

void measure_rates(const kafka_options& bare_options, event_log& log) {
  for (const auto window : windows) {
    std::vector<rate> bare;
    std::vector<rate> making;
    std::vector<rate> accepted;
    for (std::uint64_t round = 0; round < rounds; ++round) {
      bare.push_back(rate_of_bare(bare_options, window, false));
      making.push_back(rate_of_bare(bare_options, window, true));
      accepted.push_back(busy_streams{log, window, round}.run());
    }
    std::printf("%llu on their way at once\n", static_cast<unsigned long long>(window));
    print_rate("bare producer", median(bare), median(bare));
    print_rate("one that makes its records", median(making), median(bare));
    print_rate("log in Kafka", median(accepted), median(bare));
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
  kafka::prepare_topic(kafka::events_topic(bare_options), bare_options);
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
