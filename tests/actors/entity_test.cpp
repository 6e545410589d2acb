#include "tests/actors/world.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace switchboard;
using namespace switchboard::testing;

namespace {

const user_id alice{"alice"};
const user_id bob{"bob"};
const stream_id room_stream = stream_of(direct_room(alice, bob));

command message(std::string text) {
  return room::command{room::post_message{alice, std::move(text), {}}};
}

std::optional<reject_code> code_of(const std::vector<outcome>& answers) {
  REQUIRE(answers.size() == 1);
  const auto* refused = std::get_if<rejection>(&answers.front());
  if (!refused) return std::nullopt;
  return refused->code;
}

std::uint64_t seq_of(const std::vector<outcome>& answers) {
  REQUIRE(answers.size() == 1);
  REQUIRE(std::holds_alternative<reply>(answers.front()));
  return std::get<room::reply>(std::get<reply>(answers.front())).seq;
}

void sign_up(world& in, const user_id& who) {
  user::register_account account;
  account.uuid = "uuid of " + who.value;
  account.full_name = who.value;
  in.ask(stream_of(who), user::command{account}, "sign up " + who.value);
}

std::size_t count_of(const std::vector<std::string>& types, std::string_view type) {
  return static_cast<std::size_t>(std::count(types.begin(), types.end(), type));
}

} // namespace

TEST_CASE("a command is answered only when its events are in the log") {
  world in;
  in.log.hold();
  const auto answers = in.ask(room_stream, message("hello"), "m1");
  CHECK(answers->empty());
  in.log.release();
  in.run();
  CHECK(seq_of(*answers) == 2);
  CHECK(in.types_in(room_stream)
        == std::vector<std::string>{"room.created", "room.message_posted"});
}

TEST_CASE("commands that come while an append is in flight go out together") {
  world in;
  in.ask(room_stream, message("first"), "m0");
  in.log.hold();
  const auto appends_before = in.log.appends();
  std::vector<std::shared_ptr<std::vector<outcome>>> answers;
  for (int i = 1; i <= 20; ++i)
    answers.push_back(in.ask(room_stream, message("more"), "m" + std::to_string(i)));
  CHECK(in.log.appends() == appends_before + 1);
  in.log.release();
  in.run();
  CHECK(in.log.appends() == appends_before + 2);
  for (std::size_t i = 0; i < answers.size(); ++i)
    CHECK(seq_of(*answers[i]) == 3 + i);
}

TEST_CASE("a repeated command gives the same answer and changes nothing") {
  world in;
  const auto first = seq_of(*in.ask(room_stream, message("once"), "m1"));
  const auto head = in.log.head();

  SUBCASE("at once") {}
  SUBCASE("after the entity went to sleep") {
    in.pass(60'000);
    CHECK(in.running().awake() == 0);
  }
  SUBCASE("after a crash") {
    in.crash();
    in.start("2");
  }
  const auto settled = in.log.head();
  CHECK(seq_of(*in.ask(room_stream, message("once"), "m1")) == first);
  CHECK(in.log.head() == settled);
  CHECK(settled >= head);
  CHECK(count_of(in.types_in(room_stream), "room.message_posted") == 1);
}

TEST_CASE("the same command twice in one batch is done once and answered twice") {
  world in;
  in.log.hold();
  const auto blocker = in.ask(room_stream, message("first"), "m0");
  const auto once = in.ask(room_stream, message("twice"), "m1");
  const auto again = in.ask(room_stream, message("twice"), "m1");
  in.log.release();
  in.run();
  CHECK(seq_of(*once) == seq_of(*again));
  CHECK(count_of(in.types_in(room_stream), "room.message_posted") == 2);
}

TEST_CASE("an id is its sender's own") {
  world in;
  in.ask(room_stream, message("from one"), "m1", "user/alice");
  in.ask(room_stream, message("from another"), "m1", "user/bob");
  CHECK(count_of(in.types_in(room_stream), "room.message_posted") == 2);
}

TEST_CASE("a log that does not answer: unavailable in bounded time, and no false answer") {
  world in;
  in.log.hold();
  const auto answers = in.ask(room_stream, message("hello"), "m1");
  const auto behind = in.ask(room_stream, message("me too"), "m2");
  in.pass(4'800);
  CHECK(answers->empty());
  in.pass(400);
  CHECK(code_of(*answers) == reject_code::unavailable);
  CHECK(code_of(*behind) == reject_code::unavailable);

  // It lands after all: the same id then finds it done.
  in.log.release();
  in.run();
  CHECK(seq_of(*in.ask(room_stream, message("hello"), "m1")) == 2);
  CHECK(count_of(in.types_in(room_stream), "room.message_posted") == 1);
}

TEST_CASE("a log that fails") {
  world in;
  in.log.hold();
  const auto answers = in.ask(room_stream, message("hello"), "m1");

  SUBCASE("and has stored nothing") {
    in.log.release_first(append_failed{"the disk is full", false}, false);
    in.run();
    CHECK(code_of(*answers) == reject_code::unavailable);
    CHECK(in.log.head() == 0);
  }
  SUBCASE("and has stored it all the same") {
    in.log.release_first(append_failed{"the broker went away", true}, true);
    in.run();
    CHECK(seq_of(*answers) == 2);
  }
  SUBCASE("and does not know, and has not") {
    in.log.release_first(append_failed{"the broker went away", true}, false);
    in.run();
    CHECK(code_of(*answers) == reject_code::unavailable);
  }
  in.log.release();
  in.run();
  in.ask(room_stream, message("hello"), "m1");
  CHECK(count_of(in.types_in(room_stream), "room.message_posted") == 1);
}

TEST_CASE("somebody else wrote to the stream: the command is decided again on what is there") {
  world in;
  in.log.hold();
  const auto answers = in.ask(room_stream, message("mine"), "m1");
  envelope created{make_event_id(1, 2, 3),
                   room_stream,
                   1,
                   in.time.now(),
                   "other",
                   "other",
                   "other",
                   "user/bob",
                   {}};
  room::created body;
  body.members = {alice, bob};
  created.body = room::event{body};
  in.log.release_first(append_conflict{1}, false);
  in.log.append({created}, [](append_result) {});
  in.log.release();
  in.run();
  CHECK(seq_of(*answers) == 2);
  CHECK(in.types_in(room_stream)
        == std::vector<std::string>{"room.created", "room.message_posted"});
}

TEST_CASE("a log that cannot be read refuses, and serves again when it can") {
  world in;
  in.log.fail_reads(true);
  CHECK(code_of(*in.ask(room_stream, message("hello"), "m1")) == reject_code::unavailable);
  in.log.fail_reads(false);
  CHECK(seq_of(*in.ask(room_stream, message("hello"), "m1")) == 2);
}

TEST_CASE("a reaction that a crash cut off is sent after the restart, and only once") {
  world in;
  sign_up(in, alice);
  sign_up(in, bob);
  SUBCASE("in a short log, which is folded as a whole") {}
  SUBCASE("in a long one, whose checkpoint says what was settled") {
    for (int i = 0; i < 100; ++i)
      in.ask(stream_of(alice),
             user::command{user::change_profile{{}, "Alice " + std::to_string(i)}});
    in.stop();
    in.start("1b");
  }
  in.post(room_stream, message("hello"), "m1");
  // The room's events are in the log; the users have not been told when the process dies.
  in.log.hold();
  in.run();
  REQUIRE(in.log.waiting() > 0);
  in.log.release_first(append_accepted{in.log.head() + 1}, true);
  in.crash();
  in.log.release();
  in.start("2");
  CHECK(count_of(in.types_in(stream_of(alice)), "user.room_joined") == 1);
  CHECK(count_of(in.types_in(stream_of(bob)), "user.room_joined") == 1);
  CHECK(in.running().settled_up_to() == in.log.head());
}

TEST_CASE("a reaction that cannot be taken is sent again until it is") {
  world in;
  sign_up(in, alice);
  sign_up(in, bob);
  in.post(room_stream, message("hello"), "m1");
  in.log.hold();
  in.run();
  in.log.release_first(append_accepted{in.log.head() + 1}, true);
  in.run();
  while (in.log.waiting() > 0)
    in.log.release_first(append_failed{"the disk is full", false}, false);
  in.run();
  CHECK(in.running().settled_up_to() < in.log.head());
  in.log.release();
  in.pass(1'000);
  CHECK(count_of(in.types_in(stream_of(bob)), "user.room_joined") == 1);
  CHECK(in.running().settled_up_to() == in.log.head());
}

TEST_CASE("an invitation times out, whatever happens to the process meanwhile") {
  world in;
  sign_up(in, alice);
  sign_up(in, bob);
  in.ask(room_stream, room::command{room::invite{alice, std::nullopt, call_type::video}}, "i1");

  SUBCASE("nothing") {}
  SUBCASE("the room sleeps") { in.pass(20'000); }
  SUBCASE("a crash and a restart") {
    in.pass(6'000);
    in.crash();
    in.start("2");
  }
  SUBCASE("a crash, and the restart comes after the time") {
    in.crash();
    in.time.set(in.time.now() + 120'000);
    in.start("2");
  }
  in.pass(61'000);
  const auto types = in.types_in(room_stream);
  CHECK(count_of(types, "room.call_missed") == 1);
  CHECK(count_of(types, "room.call_ended") == 1);
  CHECK(count_of(in.types_in(stream_of(bob)), "user.invitation_closed") == 1);
}

TEST_CASE("devices of a run that crashed are not online for ever") {
  world in;
  sign_up(in, alice);
  in.ask(stream_of(alice), user::command{user::connect_device{{"c1"}, "node", "1", "phone"}}, "d1");
  in.crash();
  in.start("2");
  CHECK(count_of(in.types_in(stream_of(alice)), "user.device_suspected") == 1);
  in.pass(30'000);
  CHECK(count_of(in.types_in(stream_of(alice)), "user.device_disconnected") == 1);
}

TEST_CASE("a log that came from elsewhere wakes only whom it leaves something to do") {
  world in;
  sign_up(in, alice);
  sign_up(in, bob);
  in.ask(room_stream, room::command{room::invite{alice, std::nullopt, call_type::video}}, "i1");
  const auto call = call_in(direct_room(alice, bob), 3);
  SUBCASE("nothing, when all is over") {
    in.ask(room_stream, room::command{room::cancel{call, alice}}, "c1");
    in.crash();
    in.snapshots.save_checkpoint("of another log");
    in.boot("2");
    CHECK(in.running().settled_up_to() == in.log.head());
    CHECK(in.running().awake() == 0);
  }
  SUBCASE("who has a device there, and a call that rings, when its time is over") {
    in.ask(stream_of(bob), user::command{user::connect_device{{"b1"}, "node", "1", "phone"}}, "d1");
    in.crash();
    in.snapshots.save_checkpoint("of another log");
    in.boot("2");
    CHECK(in.running().awake() == 1);
    in.pass(61'000);
    CHECK(count_of(in.types_in(room_stream), "room.call_missed") == 1);
    CHECK(count_of(in.types_in(stream_of(bob)), "user.device_disconnected") == 1);
  }
}

TEST_CASE("whoever is stopped before it has looked at what was left looks at the next start") {
  world in;
  sign_up(in, alice);
  in.ask(stream_of(alice), user::command{user::connect_device{{"c1"}, "node", "1", "phone"}}, "d1");
  in.crash();
  in.boot("2");
  const auto reads_before = in.log.reads_of_streams();
  in.stop();
  CHECK(in.log.reads_of_streams() == reads_before);
  in.start("3");
  CHECK(count_of(in.types_in(stream_of(alice)), "user.device_suspected") == 1);
}

TEST_CASE("idle entities go to sleep and come back as they were") {
  world in;
  sign_up(in, alice);
  sign_up(in, bob);
  for (int i = 0; i < 30; ++i)
    in.ask(room_stream, message("hello"), "m" + std::to_string(i));
  in.pass(60'000);
  CHECK(in.running().awake() == 0);
  CHECK(in.snapshots.load(room_stream).has_value());
  CHECK(seq_of(*in.ask(room_stream, message("again"), "last")) == 32);
}

TEST_CASE("stopping answers whoever waits") {
  world in;
  in.log.hold();
  const auto answers = in.ask(room_stream, message("hello"), "m1");
  in.stop();
  CHECK(code_of(*answers) == reject_code::unavailable);
}
