// Goes one of the paths that most of a server's work is on, again and again, for callgrind to count
// the instructions, and prints how often; `count` beside this file does that. Everything is on one
// thread and the same each time, so that a count says what no clock on a busy machine can.

#include "bench/instructions/house.hpp"
#include "events/codec.hpp"
#include "events/log/log_writer.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <valgrind/callgrind.h>

#include <cstdio>
#include <stdexcept>
#include <string>
#include <string_view>

namespace {

using namespace switchboard;
using bench::house;

constexpr std::size_t payload_bytes = 256;

/// Goes the path a few times first, so that what happens once is not counted.
template <class Step>
void count(std::size_t times, Step&& step) {
  for (std::size_t i = 0; i < times / 4; ++i)
    step();
  CALLGRIND_START_INSTRUMENTATION;
  for (std::size_t i = 0; i < times; ++i)
    step();
  CALLGRIND_STOP_INSTRUMENTATION;
  std::printf("%zu\n", times);
}

void expect(bool is_so, const char* what) {
  if (!is_so) throw std::runtime_error{what};
}

/// A signal from one device to the other of a call, or to the 99 others.
void count_signals(std::size_t people, std::size_t times) {
  house all{people};
  const auto signal = R"({"type":"ice_candidate","call_id":")" + all.make_call() + R"(","data":")"
                      + std::string(payload_bytes, 'x') + R"("})";
  const auto before = all.socket_of(people - 1).frames();
  count(times, [&] { all.say(0, signal); });
  expect(all.socket_of(people - 1).frames() == before + times + times / 4, "a signal is lost");
}

/// A message from its sender's frame to their acknowledgement and the other's frame; the log is in
/// memory.
void count_messages() {
  constexpr std::size_t times = 400;
  house both{2};
  const auto before = both.socket_of(1).frames();
  std::size_t number = 0;
  count(times, [&] {
    both.say(0, R"({"type":"message","id":"m)" + std::to_string(++number) + R"(","to":")"
                    + house::name_of(1) + R"(","content":")" + std::string(payload_bytes, 'x')
                    + R"("})");
  });
  expect(both.socket_of(1).frames() == before + times + times / 4, "a message is lost");
}

/// An event of many from its record to the disk, 64 in a commit.
void count_commits() {
  constexpr std::size_t events_of_commit = 64;
  const testing::temporary_folder folder;
  append_limits limits;
  limits.max_unindexed_events = 1'024; // So that the index is written, too.
  log_writer writer{folder.data(), log_file::purpose::log, limits};
  std::uint64_t seq = 1;
  count(40, [&] {
    std::vector<queued_append> group(events_of_commit);
    for (std::size_t i = 0; i < events_of_commit; ++i) {
      group[i].events = testing::sample_events(testing::sample_stream(i), seq, 1,
                                               std::string(payload_bytes, 'x'));
      group[i].records = {encode(group[i].events[0])};
    }
    ++seq;
    for (const auto& each : writer.commit(group).results)
      expect(std::holds_alternative<append_accepted>(each), "an append was not accepted");
  });
}

} // namespace

int main(int count, char** words) {
  const std::string_view path = count == 2 ? words[1] : "";
  try {
    if (path == "relay")
      count_signals(2, 2'000);
    else if (path == "fan-out")
      count_signals(100, 100);
    else if (path == "message")
      count_messages();
    else if (path == "commit")
      count_commits();
    else
      throw std::runtime_error{"takes relay, fan-out, message or commit"};
    return 0;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "instruction_paths: %s\n", failed.what());
    return 1;
  }
}
