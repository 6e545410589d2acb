#include "events/log/embedded_log.hpp"
#include "events/log/read_only_log.hpp"
#include "events/log/verify.hpp"
#include "tests/log/log_probe.hpp"
#include "tests/log/reports.hpp"
#include "tests/log/sample_events.hpp"
#include "tests/log/temporary_folder.hpp"

// What the embedded form promises beside the contract: it lasts, and it has limits.

namespace switchboard::testing {

TEST_CASE("what was accepted is there after opening again, and the log goes on from it") {
  const temporary_folder folder;
  {
    embedded_log log{folder.data(), fail_on_report};
    must_append(log, sample_events(one, 1, 5));
    must_append(log, sample_events(sample_stream(2), 1, 2));
  }
  embedded_log log{folder.data(), fail_on_report};
  CHECK(log.head() == 7);
  CHECK(encode(log.read_stream(one, 5, 1).at(0).entry) == encode(sample_event(one, 5)));
  const auto stale = append_and_wait(log, sample_events(one, 5));
  REQUIRE(std::holds_alternative<append_conflict>(stale));
  CHECK(std::get<append_conflict>(stale).last_seq == 5);
  CHECK(must_append(log, sample_events(one, 6)) == 8);
  CHECK(verify(log).streams == 2);
}

TEST_CASE("what is queued when the log is closed is written and answered") {
  const temporary_folder folder;
  std::vector<std::future<append_result>> coming;
  {
    embedded_log log{folder.data(), fail_on_report};
    for (std::uint64_t seq = 1; seq <= 200; ++seq)
      coming.push_back(begin_append(log, sample_events(one, seq)));
  }
  for (auto& each : coming)
    CHECK(std::holds_alternative<append_accepted>(awaited(std::move(each))));
  CHECK(embedded_log{folder.data(), fail_on_report}.head() == 200);
}

TEST_CASE("more than the queue takes is refused at once, and the rest is not harmed") {
  const temporary_folder folder;
  append_limits limits;
  SUBCASE("too many events") { limits.max_queued_events = 10; }
  SUBCASE("too many bytes") { limits.max_queued_bytes = 10 * encode(sample_event(one, 10)).size(); }
  embedded_log log{folder.data(), fail_on_report, limits};
  milestone is_busy;
  milestone may_go_on;
  log.append(sample_events(one, 1), [&](append_result) {
    is_busy.reach();
    may_go_on.wait();
  });
  REQUIRE(is_busy.wait());

  std::vector<std::future<append_result>> queued;
  for (std::uint64_t seq = 2; seq <= 11; ++seq)
    queued.push_back(begin_append(log, sample_events(one, seq)));
  auto refused = begin_append(log, sample_events(one, 12));
  REQUIRE(refused.wait_for(std::chrono::seconds{0}) == std::future_status::ready);
  const auto result = refused.get();
  REQUIRE(std::holds_alternative<append_failed>(result));
  CHECK(std::get<append_failed>(result).reason
        == "the disk does not keep up: 10 events already wait for it");
  CHECK_FALSE(std::get<append_failed>(result).may_be_stored);

  may_go_on.reach();
  for (auto& each : queued)
    CHECK(std::holds_alternative<append_accepted>(awaited(std::move(each))));
  CHECK(must_append(log, sample_events(one, 12)) == 12);
}

TEST_CASE("more streams than are kept in memory are still told apart") {
  stream_heads heads{2};
  for (std::uint64_t i = 1; i <= 3; ++i)
    heads.put(sample_stream(i), {static_cast<std::int64_t>(i), 10 * i});
  REQUIRE(heads.find(sample_stream(1)) != nullptr);
  CHECK(heads.find(sample_stream(1))->last_seq == 10);
  heads.put(sample_stream(4), {4, 40});
  CHECK(heads.find(sample_stream(2)) == nullptr);
  CHECK(heads.find(sample_stream(4))->last_seq == 40);
}

TEST_CASE("a log is read and followed beside the one that writes it") {
  const temporary_folder folder;
  gathering followed;
  embedded_log log{folder.data(), fail_on_report};
  must_append(log, sample_events(one, 1, 3));
  read_only_log beside{folder.data(), fail_on_report};
  CHECK(beside.head() == 3);
  const auto subscription = beside.follow(2, followed.sink());
  must_append(log, sample_events(one, 4, 3));
  REQUIRE(followed.wait_for(5));
  CHECK(followed.positions() == all_from_to(2, 6));
  CHECK(beside.read_stream(one, 1, no_limit).size() == 6);
  CHECK(verify(beside).events == 6);

  const auto refused = append_and_wait(beside, sample_events(one, 7));
  REQUIRE(std::holds_alternative<append_failed>(refused));
  CHECK(std::get<append_failed>(refused).reason == "the log is open for reading only");
  CHECK(log.head() == 6);
}

TEST_CASE("a log that nobody writes is read too") {
  const temporary_folder folder;
  {
    embedded_log log{folder.data(), fail_on_report};
    must_append(log, sample_events(one, 1, 3));
  }
  CHECK(verify(read_only_log{folder.data(), fail_on_report}).events == 3);
}

} // namespace switchboard::testing
