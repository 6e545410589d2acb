#include "projections/call_reports.hpp"
#include "projections/calls.hpp"
#include "projections/tallies.hpp"
#include "tests/projections/cast.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/projections/told_events.hpp"

#include <doctest/doctest.h>

using namespace switchboard;
using namespace switchboard::projections;
using testing::alice;
using testing::bob;
using testing::carol;
using testing::direct;
using testing::folded;
using testing::group;
using testing::rows_of;
using testing::told_events;

namespace {

const call_id rung = call_in(direct, 1);

told_events call_that_rings() {
  told_events told;
  told.room(
      direct,
      room::call_invited{
          rung, message_in(direct, 9), alice, {}, call_type::video, {bob}, told.now() + 60'000});
  return told;
}

call only_call(const told_events& told) {
  auto made = folded<calls>(told.all());
  const auto rows = rows_of(made.all);
  REQUIRE(rows.size() == 1);
  return rows.front();
}

} // namespace

TEST_CASE("a call rings, goes on and ends") {
  auto told = call_that_rings();
  auto expected = only_call(told);
  CHECK(expected
        == call{rung,
                direct,
                alice,
                bob,
                {alice, bob},
                {},
                call_type::video,
                call_status::ringing,
                {},
                told_events::begin,
                {},
                {},
                {}});

  told.wait(2'000);
  const auto answered_at = told.now();
  told.room(direct, room::call_accepted{rung, bob, {}});
  expected.status = call_status::active;
  expected.start_time = answered_at;
  CHECK(only_call(told) == expected);

  told.room(direct, room::participant_joined{rung, bob, {"c-1"}, {}});
  told.room(direct, room::participant_joined{rung, alice, {"c-2"}, {}});
  told.wait(61'500);
  told.room(direct, room::call_ended{
                        rung, end_reason::completed, alice, {alice, bob}, answered_at, 61'500});
  expected.status = call_status::ended;
  expected.attendees = {bob, alice};
  expected.end_reason = end_reason::completed;
  expected.end_time = told.now();
  expected.duration_s = 61.5;
  CHECK(only_call(told) == expected);
}

TEST_CASE("a call that nobody answered has no duration") {
  auto told = call_that_rings();
  told.room(direct, room::call_missed{rung, bob});
  told.room(direct, room::call_ended{rung, end_reason::missed, {}, {alice, bob}, {}, 0});
  const auto missed = only_call(told);
  CHECK(missed.status == call_status::ended);
  CHECK(missed.end_reason == end_reason::missed);
  CHECK_FALSE(missed.start_time);
  CHECK_FALSE(missed.duration_s);
}

TEST_CASE("the caller alone in the call does not begin it") {
  auto told = call_that_rings();
  told.room(direct, room::participant_joined{rung, alice, {"c-2"}, {}});
  CHECK(only_call(told).status == call_status::ringing);
}

TEST_CASE("a call concerns those who were called and whoever came in, since it began") {
  const auto call = call_in(group, 1);
  told_events told;
  told.room(
      group,
      room::call_invited{
          call, message_in(group, 9), alice, {}, call_type::audio, {bob}, told.now() + 60'000});
  told.room(group, room::member_added{carol});
  told.room(group, room::participant_joined{call, carol, {"c-3"}, {}});
  auto made = folded<calls>(told.all());
  CHECK(rows_of(made.parties)
        == std::vector<call_party>{{alice, 1, call}, {bob, 1, call}, {carol, 1, call}});
  CHECK_FALSE(only_call(told).callee_id);
}

TEST_CASE("in a queue's call the customer is the caller, and it goes on at once") {
  const user_id customer = switchboard::queue_side({"default"}, std::string(32, 'a'));
  const user_id agent = switchboard::queue_side({"default"}, std::string(32, 'b'));
  const auto room = queue_room({"default"}, 3);
  told_events told;
  told.room(room, room::created{room_kind::queue,
                                {agent, customer},
                                {},
                                {{agent, queue_role::agent, "Ann"},
                                 {customer, queue_role::customer, "Cem"}}});
  told.room(room, room::call_opened{call_in(room, 2), call_type::audio});
  const auto opened = only_call(told);
  CHECK(opened.caller_id == customer);
  CHECK(opened.callee_id == agent);
  CHECK(opened.status == call_status::active);
  CHECK(opened.start_time == told_events::begin);
}

TEST_CASE("a room's calls are told apart") {
  auto told = call_that_rings();
  told.room(direct, room::call_ended{rung, end_reason::cancelled, alice, {alice, bob}, {}, 0});
  const auto second = call_in(direct, 3);
  told.room(
      direct,
      room::call_invited{
          second, message_in(direct, 9), bob, {}, call_type::audio, {alice}, told.now() + 60'000});
  auto made = folded<calls>(told.all());
  const auto rows = rows_of(made.all);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].status == call_status::ended);
  CHECK(rows[1].status == call_status::ringing);
  CHECK(rows[1].callee_id == alice);
}

TEST_CASE("reports are kept with their call") {
  told_events told;
  told.room(direct, room::security_reported{
                        rung, alice, bob, 0.75, 0.5, risk_status::risk, {R"({"blink":0})"}});
  told.room(direct, room::quality_reported{rung, bob, {"c-1"}, {R"({"loss":0.1})"}});
  auto made = folded<call_reports>(told.all());
  CHECK(rows_of(made.of_security)
        == std::vector<security_report>{{rung,
                                         1,
                                         told_events::begin,
                                         alice,
                                         bob,
                                         0.75,
                                         0.5,
                                         risk_status::risk,
                                         {R"({"blink":0})"}}});
  CHECK(rows_of(made.of_quality)
        == std::vector<quality_report>{
            {rung, 2, told_events::begin, bob, {"c-1"}, {R"({"loss":0.1})"}}});
}

TEST_CASE("people, messages and calls are counted") {
  auto told = call_that_rings();
  told.user("alice", user::registered{"uuid-1", {}, "Alice", role::user});
  told.user("bob", user::registered{"uuid-2", {}, "Bob", role::user});
  told.room(direct, room::call_missed{rung, bob});
  auto made = folded<tallies>(told.all());
  CHECK(rows_of(made.counts) == std::vector<tally>{{"calls", 1}, {"people", 2}});
}
