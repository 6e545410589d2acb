#include "events/log/embedded_log.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/verify.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <map>
#include <random>

// The file's index by stream is behind the events, and nobody who reads a stream may notice.

namespace switchboard::testing {

namespace {

constexpr std::size_t events_behind = 40;
constexpr std::uint64_t streams_drawn = 12;

append_limits limits_of_a_small_index() {
  append_limits limits;
  limits.max_unindexed_events = events_behind;
  return limits;
}

/// Streams that grow at random, one of them faster than all others together.
class growing_streams {
public:
  void append_some(event_log& log) {
    const auto number = draw(2) == 0 ? 1 : 1 + draw(streams_drawn);
    const auto count = 1 + draw(5);
    auto& length = lengths_[number];
    must_append(log, sample_events(sample_stream(number), length + 1, count));
    length += count;
  }

  /// Reads any part of any stream, also behind its end and of one that has no event.
  void check_some(const event_log& log) {
    const auto number = 1 + draw(streams_drawn + 1);
    const auto length = lengths_[number];
    const auto from = draw(length + 3);
    const auto limit = draw(2) == 0 ? no_limit : draw(length + 2);
    const auto read = log.read_stream(sample_stream(number), from, limit);
    const auto first = std::max<std::uint64_t>(from, 1);
    const auto there = length >= first ? length - first + 1 : 0;
    REQUIRE(read.size() == std::min<std::uint64_t>(there, limit));
    for (std::size_t i = 0; i < read.size(); ++i) {
      REQUIRE(read[i].entry.seq == first + i);
      REQUIRE(log.seq_at(sample_stream(number), read[i].position) == first + i);
    }
  }

private:
  std::uint64_t draw(std::uint64_t choices) { return random_() % choices; }

  std::mt19937_64 random_{7}; // The same streams in each run.
  std::map<std::uint64_t, std::uint64_t> lengths_;
};

/// What a crash at this moment would leave behind.
void copy_files(const data_folder& from, const data_folder& to) {
  for (const auto& file : {from.log(), std::filesystem::path{from.log().string() + "-wal"}})
    std::filesystem::copy_file(file, to.path() / file.filename());
}

std::int64_t integer_in(const data_folder& folder, const char* sql) {
  return sqlite::database{folder.log(), sqlite::open_mode::read}.integer(sql);
}

/// The file as an earlier version would have left it.
void take_back_to_version_1(const data_folder& folder) {
  sqlite::database{folder.log(), sqlite::open_mode::write}.execute(R"sql(
    DROP VIEW unindexed;
    DROP TABLE places;
    DROP TABLE indexed;
    CREATE UNIQUE INDEX events_by_stream ON events (stream, seq);
    PRAGMA user_version = 1;
  )sql");
}

} // namespace

TEST_CASE("streams are read whole while the index is behind") {
  const temporary_folder folder;
  const temporary_folder crashed;
  growing_streams streams;
  {
    embedded_log log{folder.data(), fail_on_report, limits_of_a_small_index()};
    const read_only_log beside{folder.data(), fail_on_report};
    for (int i = 0; i < 400; ++i) {
      streams.append_some(log);
      streams.check_some(log);
      streams.check_some(beside);
    }
    const auto behind =
        log.head()
        - static_cast<std::uint64_t>(integer_in(folder.data(), "SELECT position FROM indexed"));
    CHECK(behind >= events_behind);
    CHECK(behind <= 4 * events_behind);
    copy_files(folder.data(), crashed.data());
  }
  CHECK(integer_in(folder.data(), "SELECT count(*) FROM unindexed") == 0);
  for (const auto* each : {&folder, &crashed}) {
    embedded_log log{each->data(), fail_on_report, limits_of_a_small_index()};
    auto again = streams;
    for (int i = 0; i < 100; ++i) {
      again.check_some(log);
      again.append_some(log);
    }
    CHECK(verify(log).events == log.head());
  }
}

TEST_CASE("a log of version 1 is read as it is, and goes on in version 2") {
  const temporary_folder folder;
  growing_streams streams;
  {
    embedded_log log{folder.data(), fail_on_report};
    for (int i = 0; i < 50; ++i)
      streams.append_some(log);
  }
  take_back_to_version_1(folder.data());
  {
    const read_only_log log{folder.data(), fail_on_report};
    CHECK(verify(log).events == log.head());
    streams.check_some(log);
  }
  CHECK(integer_in(folder.data(), "PRAGMA user_version") == 1);
  embedded_log log{folder.data(), fail_on_report};
  CHECK(integer_in(folder.data(), "PRAGMA user_version") == 2);
  CHECK(integer_in(folder.data(), "SELECT count(*) FROM places")
        == static_cast<std::int64_t>(log.head()));
  for (int i = 0; i < 50; ++i) {
    streams.append_some(log);
    streams.check_some(log);
  }
  CHECK(verify(log).events == log.head());
}

} // namespace switchboard::testing
