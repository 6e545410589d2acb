#include "events/codec.hpp"
#include "events/log/embedded_log.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <semaphore>

// What it costs to make events durable. The folder is a temporary one, so TMPDIR says which disk.

namespace switchboard::testing {

namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t record_bytes = 300;
constexpr std::size_t events_of_batch = 256;

/// Text that makes a record of this stream about as long as wanted.
std::string filling(const stream_id& stream) {
  const auto bare = encode(sample_event(stream, 1'000, "")).size();
  return std::string(record_bytes > bare ? record_bytes - bare : 0, 'x');
}

void end_if_failed(const append_result& result) {
  if (std::holds_alternative<append_accepted>(result)) return;
  std::fputs("an append was not accepted\n", stderr);
  std::abort();
}

/// A file that is appended to and flushed, with nothing around it.
class raw_file {
public:
  explicit raw_file(const std::filesystem::path& path)
      : descriptor_{::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)} {}
  ~raw_file() { ::close(descriptor_); }
  raw_file(const raw_file&) = delete;
  raw_file& operator=(const raw_file&) = delete;

  void append(const std::string& bytes) const {
    if (::write(descriptor_, bytes.data(), bytes.size()) < 0 || ::fdatasync(descriptor_) != 0)
      std::abort();
  }

private:
  int descriptor_;
};

double median_us(std::vector<double>& seconds) {
  const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
  std::nth_element(seconds.begin(), middle, seconds.end());
  return *middle * 1e6;
}

double mean_us(const std::vector<double>& seconds) {
  double sum = 0;
  for (const auto each : seconds)
    sum += each;
  return sum / static_cast<double>(seconds.size()) * 1e6;
}

/// Two things that take turns, so that whatever else the disk does meets both.
class comparison {
public:
  template <class Raw, class Ours>
  void take_turns(benchmark::State& state, Raw&& raw, Ours&& ours) {
    raw_seconds_.push_back(seconds_of(raw));
    seconds_.push_back(seconds_of(ours));
    state.SetIterationTime(seconds_.back());
  }

  void report(benchmark::State& state) {
    state.counters["mean_us"] = mean_us(seconds_);
    state.counters["median_us"] = median_us(seconds_);
    state.counters["raw_mean_us"] = mean_us(raw_seconds_);
    state.counters["raw_median_us"] = median_us(raw_seconds_);
    state.counters["mean_ratio"] = mean_us(seconds_) / mean_us(raw_seconds_);
    state.counters["median_ratio"] = median_us(seconds_) / median_us(raw_seconds_);
  }

private:
  template <class Action>
  static double seconds_of(Action&& action) {
    const auto begin = clock::now();
    action();
    return std::chrono::duration<double>(clock::now() - begin).count();
  }

  std::vector<double> raw_seconds_;
  std::vector<double> seconds_;
};

/// One commit of one event against a raw append and flush of the same record.
void one_commit(benchmark::State& state) {
  const temporary_folder folder;
  log_writer writer{folder.data(), log_file::purpose::log};
  const raw_file raw{folder.path() / "raw"};
  const auto stream = sample_stream(1);
  const auto content = filling(stream);
  comparison compared;
  std::uint64_t seq = 0;
  for (auto _ : state) {
    std::vector<queued_append> group(1);
    group[0].events = sample_events(stream, ++seq, 1, content);
    group[0].records = {encode(group[0].events[0])};
    compared.take_turns(
        state, [&] { raw.append(group[0].records[0]); },
        [&] { end_if_failed(writer.commit(group).results[0]); });
  }
  compared.report(state);
}

/// The same through the whole log, from the call of `append` to its answer: this adds making the
/// record, and waking the writer and whoever waits for it.
void one_append(benchmark::State& state) {
  const temporary_folder folder;
  embedded_log log{folder.data(), [](const std::string&) {}};
  const raw_file raw{folder.path() / "raw"};
  const auto stream = sample_stream(1);
  const auto content = filling(stream);
  comparison compared;
  std::uint64_t seq = 0;
  for (auto _ : state) {
    auto events = sample_events(stream, ++seq, 1, content);
    const auto record = encode(events[0]);
    compared.take_turns(
        state, [&] { raw.append(record); },
        [&] {
          std::binary_semaphore is_done{0};
          log.append(std::move(events), [&](const append_result& result) {
            end_if_failed(result);
            is_done.release();
          });
          is_done.acquire();
        });
  }
  compared.report(state);
}

/// Batches through the whole log, a few of them under way: records are made on this thread while
/// the writer commits. The argument is over how many streams a batch is spread.
void batches(benchmark::State& state) {
  constexpr int batches_under_way = 8;
  const temporary_folder folder;
  append_limits limits;
  limits.max_events_per_commit = events_of_batch;
  embedded_log log{folder.data(), [](const std::string&) {}, limits};
  const auto streams = static_cast<std::size_t>(state.range(0));
  const auto events_of_append = events_of_batch / streams;
  const auto content = filling(sample_stream(1));
  std::counting_semaphore<> free_appends{static_cast<std::ptrdiff_t>(batches_under_way * streams)};
  std::uint64_t next_seq = 1;
  for (auto _ : state) {
    for (std::size_t i = 0; i < streams; ++i) {
      free_appends.acquire();
      log.append(sample_events(sample_stream(i), next_seq, events_of_append, content),
                 [&](const append_result& result) {
                   end_if_failed(result);
                   free_appends.release();
                 });
    }
    next_seq += events_of_append;
  }
  for (std::size_t i = 0; i < batches_under_way * streams; ++i)
    free_appends.acquire();
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events_of_batch));
}

/// The writer alone: what it takes from the queue becomes durable, index included.
void commits_of_writer(benchmark::State& state) {
  const temporary_folder folder;
  log_writer writer{folder.data(), log_file::purpose::log};
  const auto streams = static_cast<std::size_t>(state.range(0));
  const auto events_of_append = events_of_batch / streams;
  const auto content = filling(sample_stream(1));
  std::uint64_t next_seq = 1;
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<queued_append> group(streams);
    for (std::size_t i = 0; i < streams; ++i) {
      group[i].events = sample_events(sample_stream(i), next_seq, events_of_append, content);
      for (const auto& each : group[i].events)
        group[i].records.push_back(encode(each));
    }
    next_seq += events_of_append;
    state.ResumeTiming();
    for (const auto& each : writer.commit(group).results)
      end_if_failed(each);
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(events_of_batch));
}

BENCHMARK(one_commit)->UseManualTime()->Iterations(5'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(one_append)->UseManualTime()->Iterations(5'000)->Unit(benchmark::kMicrosecond);
BENCHMARK(commits_of_writer)->Arg(1)->Arg(16)->Arg(256)->Iterations(4'000)->UseRealTime();
BENCHMARK(batches)->Arg(1)->Arg(16)->Arg(256)->Iterations(4'000)->UseRealTime();

} // namespace

} // namespace switchboard::testing

BENCHMARK_MAIN();
