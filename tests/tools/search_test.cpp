#include "tests/tools/stage.hpp"
#include "tools/log_show.hpp"
#include "tools/search.hpp"
#include "tools/usage_error.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

namespace switchboard::tools {

namespace {

using positions = std::vector<std::uint64_t>;

/// Alice and Bob call and write to each other, Carol does so with Dave, and a queue serves Cem.
const testing::stage& busy_stage() {
  static auto& made = *[] {
    auto* const play = new testing::stage;
    for (const auto* who : {"alice", "bob", "carol", "dave"}) {
      play->enroll(who);
      play->connect(who, "phone");
    }
    for (int round = 0; round < 12; ++round) {
      play->pass(90'000);
      const auto call = play->call("alice", "phone", "bob");
      play->say("carol", "dave", "round " + std::to_string(round));
      play->pass(1'000);
      play->reject(call, "bob", "phone", "busy");
    }
    play->start_customer(1, "Cem");
    play->start_agent(2, "Ann");
    play->complete(1);
    return play;
  }();
  return made;
}

/// All that pages of this size give one after the other, and how many pages that took.
positions paged(const event_log& log, search asked, std::size_t* page_count = nullptr) {
  positions all;
  for (std::size_t count = 1;; ++count) {
    const auto page = find_page(log, asked);
    CHECK(page.events.size() <= asked.limit);
    for (const auto& each : page.events)
      all.push_back(each.position);
    asked.before = page.next;
    if (page_count) *page_count = count;
    if (!page.next) return all;
    REQUIRE(count < 10'000);
  }
}

/// The same by the way of the command line, from the oldest on, turned round.
positions positions_exported(const event_log& log, const selection& wanted) {
  positions all;
  for_each_selected(log, wanted, [&](const recorded& each) {
    all.push_back(each.position);
    return true;
  });
  std::ranges::reverse(all);
  return all;
}

std::vector<selection> several_selections(const testing::stage& play) {
  std::vector<selection> all(7);
  all[1].stream = stream_of(user_id{"bob"});
  all[2].user = user_id{"carol"};
  const auto last_call =
      find_page(play.log, {.wanted = {}, .type_beginning = "call_invited", .limit = 1});
  all[3].call = last_call.events.front().entry.correlation_id;
  all[4].call = testing::stage::side(1).value;
  all[5].since = play.now() + -400'000;
  all[6].until = play.now() + -400'000;
  return all;
}

TEST_CASE("pages, one after the other, are what an export has, the newest first") {
  const auto& play = busy_stage();
  for (const auto& wanted : several_selections(play)) {
    const auto expected = positions_exported(play.log, wanted);
    REQUIRE_FALSE(expected.empty());
    for (const std::size_t limit : {1, 3, 7, 200}) {
      CAPTURE(limit);
      CHECK(paged(play.log, {.wanted = wanted, .limit = limit}) == expected);
    }
  }
}

TEST_CASE("a type is wanted by its beginning, with its kind or without") {
  const auto& log = busy_stage().log;
  const auto whole = paged(log, {.wanted = {}, .type_beginning = "room.call_rejected"});
  CHECK(whole.size() == 12);
  CHECK(paged(log, {.wanted = {}, .type_beginning = "call_rejected"}) == whole);
  CHECK(paged(log, {.wanted = {}, .type_beginning = "call_rej"}) == whole);
  CHECK(paged(log, {.wanted = {}, .type_beginning = "room."}).size() > whole.size());
  CHECK(paged(log, {.wanted = {}, .type_beginning = "rejected"}).empty());
}

TEST_CASE("a page takes no longer than it may, and the next one goes on") {
  const auto& log = busy_stage().log;
  const search rare{.wanted = {}, .type_beginning = "user.registered", .max_looked_through = 10};
  const auto first = find_page(log, rare);
  CHECK(first.events.empty());
  CHECK(first.next == log.head() - 9);
  std::size_t page_count = 0;
  CHECK(paged(log, rare, &page_count).size() == 4);
  CHECK(page_count >= log.head() / 10);
}

TEST_CASE("what is not there is an empty page") {
  const auto& log = busy_stage().log;
  search asked;
  for (const auto* call : {"direct~alice~bob~999", "no call", "call_00", "direct~zoe~zora~2"}) {
    CAPTURE(call);
    asked.wanted.call = call;
    CHECK(paged(log, asked).empty());
  }
  asked.wanted = {};
  asked.wanted.stream = stream_of(user_id{"nobody"});
  CHECK(paged(log, asked).empty());
  asked.wanted = {};
  for (const std::uint64_t before : {0, 1}) {
    asked.before = before;
    CHECK(find_page(log, asked).events.empty());
  }
  asked.before = ~std::uint64_t{0};
  CHECK(find_page(log, asked).events.front().position == log.head());
  CHECK(paged(memory_log{}, {}).empty());
}

TEST_CASE("every event is found by its id, and none by an id that nobody made") {
  const auto& log = busy_stage().log;
  for (const auto& each : log.read_all(1, log.head()))
    CHECK(report_event(log, to_string(each.entry.id)).event.position == each.position);
  for (const auto made : {timestamp{0}, busy_stage().now(), timestamp{253'402'300'799'999}})
    CHECK_THROWS_AS(report_event(log, to_string(make_event_id(made.ms, 1, 1))), not_found);
}

} // namespace

} // namespace switchboard::tools
