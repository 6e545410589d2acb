#include "events/log/storage.hpp"
#include "projections/projection_file.hpp"
#include "projections/read_models.hpp"

#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>

// How fast the read models of a log are made: each part alone, and the whole as a server does it.

namespace {

using namespace switchboard;

constexpr std::size_t events_of_a_part = 32'768;

double seconds_of(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>{std::chrono::steady_clock::now() - begin}.count();
}

void say(const char* what, std::uint64_t events, double seconds) {
  std::printf("%-34s %9.0f events/s (%llu in %.1f s)\n", what,
              static_cast<double>(events) / seconds, static_cast<unsigned long long>(events),
              seconds);
  std::fflush(stdout);
}

long peak_memory_mib() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return used.ru_maxrss / 1024;
}

/// Folds parts of the log in memory, each into projections of its own, so that what is measured is
/// the fold and not the memory for millions of rows; and all of it into a file.
void measure_parts(const event_log& log, const data_folder& folder) {
  const auto path = folder.path() / "projections.bench";
  auto file = projections::projection_file::make(path, projections::projection_file::use::building);
  double reading_s = 0;
  double folding_s = 0;
  double writing_s = 0;
  for (std::uint64_t from = 1; from <= log.head(); from += events_of_a_part) {
    accepted_batch part;
    reading_s += seconds_of([&] {
      part = std::make_shared<const std::vector<recorded>>(log.read_all(from, events_of_a_part));
    });
    const auto rows = std::make_unique<projections::projection_set>();
    folding_s += seconds_of([&] {
      for (const auto& each : *part)
        rows->apply(each);
    });
    writing_s += seconds_of([&] { file->apply({&part, 1}); });
  }
  writing_s += seconds_of([&] { file->seal(); });
  file.reset();
  std::filesystem::remove(path);
  say("read and decoded, one thread", log.head(), reading_s);
  say("folded in memory, one thread", log.head(), folding_s);
  say("folded and written, one thread", log.head(), writing_s);
}

void measure_rebuild(event_log& log, const data_folder& folder) {
  const auto file = folder.path() / "projections.db";
  std::filesystem::remove(file);
  std::unique_ptr<projections::read_models> models;
  say("made anew into the file", log.head(), seconds_of([&] {
        models = std::make_unique<projections::read_models>(log, folder);
        std::promise<void> done;
        models->when_at(log.head(), [&] { done.set_value(); });
        done.get_future().wait();
      }));
  std::printf("file %ju MiB, memory at most %ld MiB\n",
              static_cast<std::uintmax_t>(std::filesystem::file_size(file) / (1024 * 1024)),
              peak_memory_mib());
}

} // namespace

int main(int count, char** words) {
  if (count < 2 || count > 3) {
    std::fputs("usage: projections_bench DATA_FOLDER [rebuild]\n", stderr);
    return 2;
  }
  try {
    const data_folder folder{words[1]};
    const auto log = open_log_for_reading(
        folder, [](const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); });
    if (count == 2) measure_parts(*log, folder);
    measure_rebuild(*log, folder);
    return 0;
  } catch (const std::exception& failed) {
    std::fprintf(stderr, "%s\n", failed.what());
    return 1;
  }
}
