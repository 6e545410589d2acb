#include "events/log/stored_log.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

#include <doctest/doctest.h>

namespace switchboard::testing {

namespace {

queued_append append_of(const stream_id& stream, std::uint64_t first_seq, std::size_t count) {
  queued_append append;
  append.events = sample_events(stream, first_seq, count);
  for (const auto& each : append.events)
    append.records.push_back(encode(each));
  return append;
}

std::vector<queued_append> one_event_of_many_streams(std::uint64_t seq) {
  std::vector<queued_append> group;
  for (std::uint64_t number = 1; number <= 40; ++number)
    group.push_back(append_of(sample_stream(number), seq, 1));
  return group;
}

} // namespace

TEST_CASE("a transaction that fails takes its new streams back, and can be tried again") {
  for (const auto of : {log_file::purpose::log, log_file::purpose::replica}) {
    const temporary_folder folder;
    stored_log log{folder.data(), of, fail_on_report};
    auto first = one_event_of_many_streams(1);
    const auto failed = log.commit(first, {}, [] { throw log_error{"what is kept beside fails"}; });
    CHECK(failed.failure == "what is kept beside fails");
    CHECK(log.head() == 0);

    auto elsewhere = std::vector{append_of(sample_stream(77), 1, 3)};
    CHECK(log.commit(elsewhere).failure.empty());
    CHECK(log.commit(first).failure.empty());
    auto second = one_event_of_many_streams(2);
    CHECK(log.commit(second).failure.empty());
    CHECK(log.head() == 3 + 2 * 40);
    CHECK(log.reader().read_stream(sample_stream(77), 1, no_limit).size() == 3);
    for (std::uint64_t number = 1; number <= 40; ++number)
      CHECK(log.reader().read_stream(sample_stream(number), 1, no_limit).size() == 2);
  }
}

TEST_CASE("streams of one transaction whose events come in turns keep their order") {
  const temporary_folder folder;
  stored_log log{folder.data(), log_file::purpose::replica, fail_on_report};
  auto group = one_event_of_many_streams(1);
  for (std::uint64_t seq = 2; seq <= 3; ++seq)
    for (auto& each : one_event_of_many_streams(seq))
      group.push_back(std::move(each));
  group.push_back(append_of(one, 3, 1));
  const auto outcome = log.commit(group);
  CHECK(outcome.failure.empty());
  CHECK(std::get<append_conflict>(outcome.results.back()).last_seq == 3);
  CHECK(log.head() == 3 * 40);
  CHECK(log.reader().read_stream(one, 1, no_limit).size() == 3);
}

} // namespace switchboard::testing
