#include "events/log/embedded_log.hpp"
#include "events/log/verify.hpp"
#include "tests/crash/acknowledgement.hpp"
#include "tests/log/child_process.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <unordered_map>

// Kills a process that appends, at a moment that the seed chooses, opens what it leaves, and holds
// it against what the process had acknowledged. The next round goes on in the same folder.

namespace switchboard::testing {

namespace {

constexpr int rounds_between_full_checks = 100;

struct crash_totals {
  std::uint64_t acknowledged_events = 0;
  std::uint64_t stored_events = 0;
  /// Rounds in which more was stored than acknowledged: the kill came between the two.
  int rounds_with_more = 0;
};

class crash_rounds {
public:
  crash_rounds(std::uint64_t seed, data_folder folder)
      : random_{seed}, folder_{std::move(folder)} {}

  crash_totals run(int rounds) {
    for (int round = 1; round <= rounds; ++round) {
      const auto acknowledged = write_and_kill();
      const embedded_log log{folder_, [](const std::string&) {}};
      check_round(log, acknowledged);
      if (round % rounds_between_full_checks == 0 || round == rounds) check_all(log);
    }
    return totals_;
  }

private:
  std::vector<acknowledgement> write_and_kill() {
    child_process writer{{CRASH_WRITER, folder_.path().string(), std::to_string(random_())}};
    std::vector<acknowledgement> acknowledged;
    acknowledgement told;
    // Every fourth kill comes by the clock, for the time when nothing is acknowledged yet: while
    // the log is opened and recovers from the kill before.
    if (random_() % 4 == 0) {
      std::this_thread::sleep_for(std::chrono::microseconds{random_() % 30'000});
    } else {
      for (auto left = random_() % 500; left > 0 && writer.read(told); --left)
        acknowledged.push_back(told);
      std::this_thread::sleep_for(std::chrono::microseconds{random_() % 2'000});
    }
    writer.kill();
    if (writer.has_exited()) throw std::runtime_error{"the writer ended by itself"};
    while (writer.read(told))
      acknowledged.push_back(told);
    return acknowledged;
  }

  /// Everything that this round stored: each event once and in order, and among it everything that
  /// was acknowledged, where it was said to be.
  void check_round(const embedded_log& log, const std::vector<acknowledgement>& acknowledged) {
    constexpr std::size_t events_of_one_reading = 4'096;
    std::unordered_map<std::uint64_t, envelope> stored;
    const auto first = checked_up_to_ + 1;
    while (checked_up_to_ < log.head())
      for (auto& each : log.read_all(checked_up_to_ + 1, events_of_one_reading)) {
        if (each.position != ++checked_up_to_) fail("a gap before", each.entry, each.position);
        if (each.entry.seq != ++lengths_[each.entry.stream])
          fail("out of order", each.entry, each.position);
        stored.emplace(each.position, std::move(each.entry));
      }
    std::uint64_t acknowledged_events = 0;
    for (const auto& each : acknowledged)
      for (std::uint64_t i = 0; i < each.events; ++i, ++acknowledged_events)
        check_stored(stored, sample_stream(each.stream), each.first_seq + i,
                     each.first_position + i);
    totals_.acknowledged_events += acknowledged_events;
    totals_.stored_events += checked_up_to_ + 1 - first;
    if (stored.size() > acknowledged_events) ++totals_.rounds_with_more;
  }

  static void check_stored(const std::unordered_map<std::uint64_t, envelope>& stored,
                           const stream_id& stream, std::uint64_t seq, std::uint64_t position) {
    const auto found = stored.find(position);
    if (found == stored.end() || found->second.stream != stream || found->second.seq != seq)
      throw std::runtime_error{to_string(stream) + " #" + std::to_string(seq)
                               + " was acknowledged at position " + std::to_string(position)
                               + " and is not there"};
  }

  void check_all(const embedded_log& log) const {
    if (verify(log).events != checked_up_to_)
      throw std::runtime_error{"the log as a whole is not what its rounds were"};
  }

  [[noreturn]] static void fail(const char* what, const envelope& entry, std::uint64_t position) {
    throw std::runtime_error{std::string{what} + ' ' + to_string(entry.stream) + " #"
                             + std::to_string(entry.seq) + " at position "
                             + std::to_string(position)};
  }

  std::mt19937_64 random_;
  const data_folder folder_;
  std::uint64_t checked_up_to_ = 0;
  std::unordered_map<stream_id, std::uint64_t> lengths_;
  crash_totals totals_;
};

int run(int rounds, std::uint64_t seed) {
  const temporary_folder folder;
  const auto begin = std::chrono::steady_clock::now();
  try {
    const auto totals = crash_rounds{seed, folder.data()}.run(rounds);
    const auto duration_s =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    std::printf("%d rounds of kill -9 (seed %llu) in %.1f s: %llu events acknowledged, all of them "
                "there, in order, once; %llu stored; the kill fell between storing and "
                "acknowledging in %d rounds\n",
                rounds, static_cast<unsigned long long>(seed), duration_s,
                static_cast<unsigned long long>(totals.acknowledged_events),
                static_cast<unsigned long long>(totals.stored_events), totals.rounds_with_more);
    return totals.acknowledged_events > 0 ? 0 : 1;
  } catch (const std::exception& broken) {
    std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), broken.what());
    return 1;
  }
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  int rounds = 40;
  std::uint64_t seed = 1;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::string_view option = arguments[i];
    if (option == "--rounds")
      rounds = std::atoi(arguments[i + 1]);
    else if (option == "--seed")
      seed = std::strtoull(arguments[i + 1], nullptr, 10);
    else
      return std::fputs("usage: crash_tests [--rounds N] [--seed N]\n", stderr), 2;
  }
  return switchboard::testing::run(rounds, seed);
}
