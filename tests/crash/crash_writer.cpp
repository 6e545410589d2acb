#include "events/log/embedded_log.hpp"
#include "tests/crash/acknowledgement.hpp"
#include "tests/log/sample_events.hpp"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <random>

// Appends to many streams at once, without end, until it is killed.

namespace switchboard::testing {

namespace {

/// One stream: always one append under way, whose answer begins the next.
class crash_stream {
public:
  crash_stream(event_log& log, std::uint64_t number, std::uint64_t seed)
      : log_{log}, number_{number}, random_{seed * crash_streams + number} {}

  void append() {
    const auto events = std::uniform_int_distribution<std::uint64_t>{1, 4}(random_);
    const auto length = std::uniform_int_distribution<std::size_t>{0, 1'500}(random_);
    log_.append(sample_events(sample_stream(number_), next_seq_, events, std::string(length, 'x')),
                [this, events](const append_result& result) { answer(result, events); });
  }

private:
  void answer(const append_result& result, std::uint64_t events) {
    if (const auto* accepted = std::get_if<append_accepted>(&result)) {
      const acknowledgement told{number_, next_seq_, accepted->first_position, events};
      // Shorter than a pipe's atomic write, so a kill leaves a whole one or none.
      if (::write(STDOUT_FILENO, &told, sizeof told) != sizeof told) std::_Exit(1);
      next_seq_ += events;
    } else if (const auto* conflict = std::get_if<append_conflict>(&result)) {
      // The first guess of every round, because the stream goes on from the rounds before.
      next_seq_ = conflict->last_seq + 1;
    } else {
      std::fprintf(stderr, "%s\n", std::get<append_failed>(result).reason.c_str());
      std::_Exit(1);
    }
    append();
  }

  event_log& log_;
  const std::uint64_t number_;
  std::mt19937_64 random_;
  std::uint64_t next_seq_ = 1;
};

[[noreturn]] void append_until_killed(const data_folder& folder, std::uint64_t seed) {
  embedded_log log{folder, [](const std::string&) {}};
  std::vector<crash_stream> streams;
  streams.reserve(crash_streams);
  for (std::uint64_t number = 0; number < crash_streams; ++number)
    streams.emplace_back(log, number, seed);
  for (auto& each : streams)
    each.append();
  for (;;)
    ::pause();
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  using namespace switchboard;
  if (count != 3) return 2;
  try {
    testing::append_until_killed(data_folder{arguments[1]},
                                 std::strtoull(arguments[2], nullptr, 10));
  } catch (const log_error& refused) {
    std::fprintf(stderr, "%s\n", refused.what());
    return 1;
  }
}
