#include "tests/actors/world.hpp"
#include "threads/failures.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

// What throws in an entity is told to whoever waits, and is the end of nothing.

using namespace switchboard;
using namespace switchboard::testing;

namespace {

const user_id hasty{"ann"};
const user_id patient{"ben"};
const stream_id their_room = stream_of(direct_room(hasty, patient));

/// Lets a step throw so often, and counts how often it was come to.
struct saboteur {
  entity_step at = entity_step::decide;
  int times = 0;
  int passed = 0;

  void operator()(entity_step next) {
    if (next != at) return;
    ++passed;
    if (times == 0) return;
    --times;
    throw std::runtime_error{"a rule that throws"};
  }
};

engine_options sabotaged_by(const std::shared_ptr<saboteur>& by) {
  engine_options options;
  options.on_step = [by](entity_step next) { (*by)(next); };
  return options;
}

command says(std::string text) {
  return room::command{room::post_message{hasty, std::move(text), {}}};
}

void join_up(world& in, const user_id& who) {
  user::register_account account;
  account.uuid = "uuid of " + who.value;
  account.full_name = who.value;
  in.ask(stream_of(who), user::command{account}, "sign up " + who.value);
}

bool is_unavailable(const std::vector<outcome>& answers) {
  REQUIRE(answers.size() == 1);
  const auto* refused = std::get_if<rejection>(&answers.front());
  return refused && refused->code == reject_code::unavailable;
}

bool is_done(const std::vector<outcome>& answers) {
  REQUIRE(answers.size() == 1);
  return std::holds_alternative<reply>(answers.front());
}

auto number_of(const std::vector<std::string>& types, std::string_view type) {
  return std::count(types.begin(), types.end(), type);
}

std::uint64_t restarts_of(const std::string& kind) {
  for (const auto& [where, count] : threads::failures().counts_of(threads::failure_kind::entity))
    if (where == kind) return count;
  return 0;
}

} // namespace

TEST_CASE("an entity that throws says unavailable, and the next command finds it made anew") {
  const auto fault = std::make_shared<saboteur>();
  world in{sabotaged_by(fault)};
  join_up(in, hasty);
  join_up(in, patient);
  in.ask(their_room, says("before"), "m0");
  const auto restarts = restarts_of("room");
  for (const auto step :
       {entity_step::take, entity_step::decide, entity_step::draft, entity_step::accept}) {
    CAPTURE(static_cast<int>(step));
    const auto id = "m" + std::to_string(static_cast<int>(step)) + " at a step";
    *fault = {step, 1, 0};
    CHECK(is_unavailable(*in.ask(their_room, says("again"), id)));
    CHECK(is_done(*in.ask(their_room, says("again"), id)));
  }
  CHECK(number_of(in.types_in(their_room), "room.message_posted") == 5);
  CHECK(restarts_of("room") == restarts + 4);
  in.pass(2'000);
  CHECK(in.running().settled_up_to() == in.log.head());
}

TEST_CASE("all who wait at an entity that throws are told, and the append on its way counts once") {
  const auto fault = std::make_shared<saboteur>();
  world in{sabotaged_by(fault)};
  in.ask(their_room, says("before"), "m0");
  in.log.hold();
  const auto flying = in.ask(their_room, says("flies"), "m1");
  const auto waiting = in.ask(their_room, says("waits"), "m2");
  *fault = {entity_step::take, 1, 0};
  const auto unlucky = in.ask(their_room, says("unlucky"), "m3");
  for (const auto& each : {flying, waiting, unlucky})
    CHECK(is_unavailable(*each));
  INFO("Nothing is decided before it is known what the log holds.");
  CHECK(is_unavailable(*in.ask(their_room, says("early"), "m4")));

  SUBCASE("it was accepted") { in.log.release(); }
  SUBCASE("it was refused") {
    in.log.release_first(append_failed{"the disk is full", false}, false);
    in.log.release();
  }
  SUBCASE("nobody knows, and it was stored") {
    in.log.release_first(append_failed{"the disk does not answer", true}, true);
    in.log.release();
  }
  in.run();
  CHECK(is_done(*in.ask(their_room, says("flies"), "m1")));
  CHECK(is_done(*in.ask(their_room, says("waits"), "m2")));
  CHECK(number_of(in.types_in(their_room), "room.message_posted") == 3);
}

TEST_CASE("reactions and deadlines outlive the entity that threw over them") {
  const auto fault = std::make_shared<saboteur>();
  world in{sabotaged_by(fault)};
  join_up(in, hasty);
  join_up(in, patient);
  SUBCASE("before it noted them") { *fault = {entity_step::accept, 1, 0}; }
  SUBCASE("while it reacted") { *fault = {entity_step::react, 1, 0}; }
  SUBCASE("again and again, for a while") { *fault = {entity_step::react, 6, 0}; }
  in.ask(their_room, room::command{room::invite{hasty, std::nullopt, call_type::video}}, "i1");
  in.pass(30'000);
  CHECK(number_of(in.types_in(stream_of(patient)), "user.invitation_received") == 1);
  in.pass(61'000);
  CHECK(number_of(in.types_in(their_room), "room.call_missed") == 1);
  CHECK(number_of(in.types_in(stream_of(patient)), "user.invitation_closed") == 1);
  CHECK(in.running().settled_up_to() == in.log.head());
}

TEST_CASE("an entity that can never be made keeps no processor busy, and comes back when it can") {
  const auto fault = std::make_shared<saboteur>();
  world in{sabotaged_by(fault)};
  join_up(in, hasty);
  join_up(in, patient);
  in.ask(their_room, room::command{room::invite{hasty, std::nullopt, call_type::video}}, "i1");
  *fault = {entity_step::accept, 1, 0};
  in.ask(their_room, says("the last"), "m1");
  *fault = {entity_step::load, 1'000'000, 0};
  for (int i = 0; i < 600; ++i) {
    CHECK(is_unavailable(*in.ask(their_room, says("hello"), "h" + std::to_string(i))));
    in.pass(100);
  }
  INFO("It was looked at at 600 commands and dozens of ticks in a minute.");
  CHECK(fault->passed < 20);
  fault->times = 0;
  in.pass(31'000);
  CHECK(is_done(*in.ask(their_room, says("hello"), "h0")));
  CHECK(number_of(in.types_in(their_room), "room.call_missed") == 1);
}

TEST_CASE("a snapshot that cannot be kept or read costs nobody an answer") {
  const auto fault = std::make_shared<saboteur>();
  auto options = sabotaged_by(fault);
  options.snapshot_every_events = 2;
  world in{std::move(options)};
  *fault = {entity_step::keep_snapshot, 1'000'000, 0};
  for (int i = 0; i < 20; ++i)
    CHECK(is_done(*in.ask(their_room, says("hello"), "m" + std::to_string(i))));
  CHECK(fault->passed > 0);
  in.pass(60'000);
  CHECK(in.running().awake() == 0);
  CHECK(is_done(*in.ask(their_room, says("hello"), "m0")));
}

TEST_CASE("what a sink throws is not the entity's failure") {
  world in;
  const auto restarts = restarts_of("room");
  in.running().ask({their_room, says("hello"), "m1", "", "", "user/tester",
                    [](const outcome&) { throw std::runtime_error{"the client is gone"}; }});
  in.run();
  CHECK(restarts_of("room") == restarts);
  CHECK(is_done(*in.ask(their_room, says("hello"), "m1")));
  CHECK(number_of(in.types_in(their_room), "room.message_posted") == 1);
}

TEST_CASE("a log that throws where it should answer is a log that failed") {
  world in;
  in.ask(their_room, says("before"), "m0");
  in.log.throw_at_next_append();
  CHECK(is_unavailable(*in.ask(their_room, says("hello"), "m1")));
  CHECK(is_done(*in.ask(their_room, says("hello"), "m1")));
  CHECK(number_of(in.types_in(their_room), "room.message_posted") == 2);
}

TEST_CASE("an entity that throws while the server goes down goes down, too") {
  const auto fault = std::make_shared<saboteur>();
  world in{sabotaged_by(fault)};
  in.ask(their_room, says("hello"), "m1");
  *fault = {entity_step::keep_snapshot, 1, 0};
  in.stop();
  in.start("2");
  CHECK(is_done(*in.ask(their_room, says("hello"), "m1")));
}
