#include "tests/kafka/owner.hpp"

#include "events/log/kafka/kafka_log.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <random>
#include <thread>

// A process that takes itself for the owner of every stream: gives commands to all of them, without
// end, until it is killed. What it is not sure of it looks up, as an entity does.

namespace switchboard::testing {

namespace {

constexpr std::chrono::milliseconds pause_after_failure{50};

/// One stream, and the one thread that writes to it here.
class owned_stream {
public:
  owned_stream(event_log& log, std::string owner, std::uint64_t number, std::uint64_t seed)
      : log_{log},
        owner_{std::move(owner)},
        number_{number},
        random_{seed * owned_streams + number} {}

  [[noreturn]] void give_commands() {
    for (std::uint64_t command = 1;; ++command)
      carry_out(command, std::uniform_int_distribution<std::uint64_t>{1, 3}(random_));
  }

private:
  void carry_out(std::uint64_t command, std::uint64_t events) {
    for (;;) {
      const auto result = append(command, events);
      if (std::holds_alternative<append_accepted>(result)) {
        tell({number_, command, next_seq_, events});
        next_seq_ += events;
        return;
      }
      if (std::holds_alternative<append_failed>(result))
        std::this_thread::sleep_for(pause_after_failure);
      if (const auto found_at = read_on(command)) return tell({number_, command, found_at, events});
    }
  }

  append_result append(std::uint64_t command, std::uint64_t events) {
    std::vector<envelope> proposed;
    for (std::uint64_t i = 0; i < events; ++i)
      proposed.push_back(sample_event(sample_stream(number_), next_seq_ + i,
                                      owner_label(owner_, number_, command, i)));
    std::promise<append_result> answered;
    log_.append(std::move(proposed), [&](append_result result) { answered.set_value(result); });
    return answered.get_future().get();
  }

  /// Reads what the stream has become; where the command begins if it is there after all, else 0.
  std::uint64_t read_on(std::uint64_t command) {
    std::uint64_t found_at = 0;
    for (const auto& each : log_.read_stream(sample_stream(number_), next_seq_, 10'000)) {
      if (label_of(each.entry) == owner_label(owner_, number_, command, 0))
        found_at = each.entry.seq;
      next_seq_ = each.entry.seq + 1;
    }
    return found_at;
  }

  /// Shorter than a pipe's atomic write, so a kill leaves a whole one or none.
  static void tell(const owner_word& word) {
    if (::write(STDOUT_FILENO, &word, sizeof word) != sizeof word) std::_Exit(1);
  }

  event_log& log_;
  const std::string owner_;
  const std::uint64_t number_;
  std::mt19937_64 random_;
  std::uint64_t next_seq_ = 1;
};

[[noreturn]] void own(const kafka_options& options, const data_folder& folder,
                      const std::string& owner, std::uint64_t seed) {
  kafka_log log{options, folder, [&](const std::string& line) {
                  std::fprintf(stderr, "  owner %s: %s\n", owner.c_str(), line.c_str());
                }};
  std::vector<std::thread> writing;
  for (std::uint64_t number = 0; number < owned_streams; ++number)
    writing.emplace_back([&, number] { owned_stream{log, owner, number, seed}.give_commands(); });
  for (;;)
    ::pause();
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  using namespace switchboard;
  if (count != 6) return 2;
  kafka_options options;
  options.brokers = arguments[1];
  options.topic = arguments[2];
  options.partitions = 0;
  options.delivery_timeout_ms = 3'000;
  // A broker that was killed takes its time to come back when the machine is busy.
  options.startup_timeout_ms = 120'000;
  try {
    testing::own(options, data_folder{arguments[3]}, arguments[4],
                 std::strtoull(arguments[5], nullptr, 10));
  } catch (const log_error& refused) {
    std::fprintf(stderr, "  owner %s: %s\n", arguments[4], refused.what());
    return 1;
  }
}
