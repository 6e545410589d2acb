#include "events/log/kafka/kafka_log.hpp"
#include "events/log/verify.hpp"
#include "tests/kafka/broker.hpp"
#include "tests/kafka/owner.hpp"
#include "tests/log/child_process.hpp"
#include "tests/log/temporary_folder.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <random>
#include <set>
#include <stdexcept>
#include <string_view>
#include <thread>

// Two processes that both own every stream, write at the same time, and are paused at moments that
// the seed chooses, so that each goes on from a past that the other has left behind. With
// `--broker SCRIPT` the broker is paused or killed and revived meanwhile. Each round ends with a
// kill -9 of both, and the next goes on in the same topic. In the end everything that was
// acknowledged must be there, once, where it was said to be.

namespace switchboard::testing {

namespace {

using clock = std::chrono::steady_clock;

struct plan {
  int rounds = 3;
  int round_ms = 3'000;
  std::uint64_t seed = 1;
  std::string broker_script;
  std::string topic;
};

struct acknowledgement {
  std::string owner;
  owner_word word;
};

/// A running owner, and what it has said.
class owner_process {
public:
  owner_process(const kafka_options& options, const data_folder& folder, std::string name,
                std::uint64_t seed)
      : name_{std::move(name)},
        process_{{KAFKA_OWNER, options.brokers, options.topic, folder.path().string(), name_,
                  std::to_string(seed)}},
        listening_{[this] { listen(); }} {}
  ~owner_process() {
    process_.kill();
    if (listening_.joinable()) listening_.join();
  }

  void pause() const { ::kill(process_.id(), SIGSTOP); }
  void resume() const { ::kill(process_.id(), SIGCONT); }

  /// Ends it as a crash would; what it has said until then.
  std::vector<acknowledgement> kill() {
    process_.kill();
    if (process_.has_exited()) throw std::runtime_error{"owner " + name_ + " ended by itself"};
    listening_.join();
    return std::move(said_);
  }

  std::chrono::duration<double> longest_silence() const { return longest_silence_; }

private:
  void listen() {
    auto last = clock::now();
    for (owner_word word; process_.read(word);) {
      const auto now = clock::now();
      if (!said_.empty())
        longest_silence_ = std::max(longest_silence_, clock::duration{now - last});
      last = now;
      said_.push_back({name_, word});
    }
  }

  const std::string name_;
  child_process process_;
  std::vector<acknowledgement> said_;
  clock::duration longest_silence_{};
  std::thread listening_;
};

class owners_test {
public:
  explicit owners_test(plan planned)
      : plan_{std::move(planned)}, random_{plan_.seed}, options_{options_of(plan_)} {
    const kafka_log made{options_, first_.data(), [](const std::string&) {}};
  }

  void run() {
    for (int round = 1; round <= plan_.rounds; ++round)
      run_round(round);
    check();
    std::printf("%d rounds (seed %llu): %zu commands acknowledged, all of them there, once; "
                "%llu events stored; the longest silence of an owner was %.1f s\n",
                plan_.rounds, static_cast<unsigned long long>(plan_.seed), said_.size(),
                static_cast<unsigned long long>(stored_events_), longest_silence_s_);
    if (said_.empty()) throw std::runtime_error{"nothing was acknowledged"};
  }

private:
  static kafka_options options_of(const plan& planned) {
    auto options = options_of_new_topic();
    if (!planned.topic.empty()) options.topic = planned.topic;
    return options;
  }

  void run_round(int round) {
    owner_process one{options_, first_.data(), "a" + std::to_string(round), random_()};
    owner_process other{options_, second_.data(), "b" + std::to_string(round), random_()};
    const auto until = clock::now() + std::chrono::milliseconds{plan_.round_ms};
    while (clock::now() < until)
      make_trouble(random_() % 2 == 0 ? one : other);
    for (auto* each : {&one, &other}) {
      auto said = each->kill();
      said_.insert(said_.end(), said.begin(), said.end());
      longest_silence_s_ = std::max(longest_silence_s_, each->longest_silence().count());
    }
  }

  void make_trouble(const owner_process& owner) {
    sleep_up_to(300);
    if (!plan_.broker_script.empty() && random_() % 2 == 0) return trouble_broker();
    owner.pause();
    sleep_up_to(1'000);
    owner.resume();
  }

  void trouble_broker() {
    const bool is_kill = random_() % 2 == 0;
    tell_broker(is_kill ? "kill" : "pause");
    sleep_up_to(4'000);
    tell_broker(is_kill ? "revive" : "resume");
    sleep_up_to(3'000);
  }

  void tell_broker(const std::string& verb) const {
    std::printf("  broker: %s\n", verb.c_str());
    std::fflush(stdout);
    if (std::system((plan_.broker_script + ' ' + verb + " 1").c_str()) != 0)
      throw std::runtime_error{"the broker does not " + verb};
  }

  void sleep_up_to(std::uint64_t duration_ms) {
    std::this_thread::sleep_for(std::chrono::milliseconds{random_() % duration_ms});
  }

  /// A node that starts anew, and the copies of the two that were killed, all say the same.
  void check() {
    const temporary_folder empty;
    const kafka_log fresh{options_, empty.data(), [](const std::string&) {}};
    stored_events_ = verify(fresh).events;
    check_acknowledged(fresh);
    check_once(fresh);
    for (const auto* folder : {&first_, &second_}) {
      const kafka_log kept{options_, folder->data(), [](const std::string&) {}};
      if (verify(kept).events != stored_events_) throw std::runtime_error{"two copies differ"};
      check_acknowledged(kept);
    }
  }

  void check_acknowledged(const event_log& log) const {
    for (const auto& [owner, word] : said_) {
      const auto found = log.read_stream(sample_stream(word.stream), word.first_seq, word.events);
      for (std::uint64_t i = 0; i < word.events; ++i) {
        const auto expected = owner_label(owner, word.stream, word.command, i);
        if (i >= found.size() || label_of(found[i].entry) != expected)
          throw std::runtime_error{'\'' + expected + "' was acknowledged and is not at #"
                                   + std::to_string(word.first_seq + i)};
      }
    }
  }

  static void check_once(const event_log& log) {
    std::set<std::string> seen;
    for (std::uint64_t next = 1; next <= log.head();)
      for (const auto& each : log.read_all(next, 4'096)) {
        next = each.position + 1;
        if (!seen.insert(label_of(each.entry)).second)
          throw std::runtime_error{'\'' + label_of(each.entry) + "' is there twice"};
      }
  }

  const plan plan_;
  std::mt19937_64 random_;
  const kafka_options options_;
  const temporary_folder first_;
  const temporary_folder second_;
  std::vector<acknowledgement> said_;
  std::uint64_t stored_events_ = 0;
  double longest_silence_s_ = 0;
};

int run(const plan& planned) {
  try {
    owners_test{planned}.run();
    return 0;
  } catch (const std::exception& broken) {
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(planned.seed), broken.what());
    return 1;
  }
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  switchboard::testing::plan planned;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view option = arguments[i];
    const auto* value = arguments[i + 1];
    if (option == "--rounds")
      planned.rounds = std::atoi(value);
    else if (option == "--round-ms")
      planned.round_ms = std::atoi(value);
    else if (option == "--seed")
      planned.seed = std::strtoull(value, nullptr, 10);
    else if (option == "--broker")
      planned.broker_script = value;
    else if (option == "--topic")
      planned.topic = value;
    else
      return std::fputs("usage: kafka_owners_tests [--rounds N] [--round-ms N] [--seed N] "
                        "[--broker SCRIPT] [--topic NAME]\n",
                        stderr),
             2;
  }
  return switchboard::testing::run(planned);
}
