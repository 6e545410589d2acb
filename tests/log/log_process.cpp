#include "events/log/embedded_log.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/verify.hpp"
#include "tests/log/sample_events.hpp"

#include <cstdio>
#include <fstream>
#include <future>
#include <string_view>

// A process of its own for the tests that need one: what two processes do to one folder, and what a
// full disk does. Prints one line that says how it went.

namespace switchboard::testing {

namespace {

int say(const std::string& line, int exit_code) {
  std::puts(line.c_str());
  std::fflush(stdout);
  return exit_code;
}

append_result append_and_wait(event_log& log, std::vector<envelope> events) {
  std::promise<append_result> answered;
  log.append(std::move(events), [&](append_result result) { answered.set_value(result); });
  return answered.get_future().get();
}

/// Holds the folder until its input ends.
int hold(const data_folder& folder) {
  const embedded_log log{folder, [](const std::string&) {}};
  say("open", 0);
  while (std::getchar() != EOF) {
  }
  return 0;
}

/// Reads the whole log, without writing.
int read(const data_folder& folder) {
  const read_only_log log{folder, [](const std::string&) {}};
  return say(std::to_string(verify(log).events) + " events", 0);
}

/// Appends some events and ends without closing anything, as a crash would.
int crash(const data_folder& folder) {
  embedded_log log{folder, [](const std::string&) {}};
  for (std::uint64_t seq = 1; seq <= 20; ++seq)
    append_and_wait(log, sample_events(sample_stream(1), seq));
  say("crashed", 0);
  std::_Exit(0);
}

/// Appends until the disk is full, makes room, and goes on.
int fill(const data_folder& folder) {
  const auto ballast = folder.path() / "ballast";
  std::filesystem::create_directories(folder.path());
  std::ofstream{ballast} << std::string(300'000, 'x') << std::flush;
  const auto stream = sample_stream(1);
  const std::string text(5'000, 'x');
  std::uint64_t accepted = 0;
  append_result result;
  {
    embedded_log log{folder, [](const std::string&) {}};
    for (;; ++accepted) {
      result = append_and_wait(log, sample_events(stream, accepted + 1, 1, text));
      if (!std::holds_alternative<append_accepted>(result)) break;
    }
    const auto* failed = std::get_if<append_failed>(&result);
    if (failed == nullptr || failed->may_be_stored || log.head() != accepted)
      return say("a full disk was answered wrongly", 1);
    if (verify(log).events != accepted) return say("a full disk harmed the log", 1);
    std::filesystem::remove(ballast);
    for (int i = 0; i < 10; ++i) {
      const auto again = append_and_wait(log, sample_events(stream, ++accepted, 1, text));
      if (!std::holds_alternative<append_accepted>(again))
        return say("there is room, but nothing is accepted", 1);
    }
  }
  if (verify(embedded_log{folder, [](const std::string&) {}}).events != accepted)
    return say("what was accepted is not there", 1);
  return say(std::get<append_failed>(result).reason, 0);
}

int run(std::string_view verb, const data_folder& folder) {
  try {
    if (verb == "hold") return hold(folder);
    if (verb == "verify") return read(folder);
    if (verb == "crash") return crash(folder);
    if (verb == "fill") return fill(folder);
    return say("unknown verb", 2);
  } catch (const log_error& refused) {
    return say(refused.what(), 1);
  }
}

} // namespace

} // namespace switchboard::testing

int main(int count, char** arguments) {
  if (count != 3) return 2;
  return switchboard::testing::run(arguments[1], switchboard::data_folder{arguments[2]});
}
