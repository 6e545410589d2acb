#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

end_reason last_reason(const room_scenario& room) {
  REQUIRE(room.state().call() == nullptr);
  REQUIRE_FALSE(room.state().ended_calls.empty());
  return room.state().ended_calls.back().reason;
}

} // namespace

TEST_CASE("Either of two ends the call for both, and ending it again says the same") {
  for (const auto& who : both) {
    CAPTURE(who.value);
    direct_scenario room;
    const auto started_at = room.now();
    room.both_in().after(90'000).when(room.call.end(who));
    room.then({room.call.ended(end_reason::completed, who, both, started_at, 90'000)});
    room.when(room.call.end(alice)).then_nothing();
    room.when(room.call.end(bob)).then_nothing();
    room.when(room.call.end(stranger)).then_rejected(reject_code::not_a_participant);
  }
}

TEST_CASE("Ending a call that rings is giving up for the caller and declining for the callee") {
  direct_scenario caller;
  caller.ringing().when(caller.call.end(alice));
  caller.then({caller.call.cancelled(bob), caller.call.ended(end_reason::cancelled, alice, both)});
  direct_scenario callee;
  callee.ringing().when(callee.call.end(bob));
  callee.then({callee.call.rejected(bob), callee.call.ended(end_reason::rejected, bob, both)});
}

TEST_CASE("An unknown call is not ended") {
  direct_scenario room;
  room.when(room.call.end(alice)).then_rejected(reject_code::unknown_call);
  room.when(says(alice, "hello"));
  room.when(end_call{room.call.id, {}, {}}).then_rejected(reject_code::unknown_call);
}

TEST_CASE("How a started call of two ends") {
  const call_words call{{"direct~alice~bob~3"}};
  struct {
    std::string what;
    std::vector<command> steps;
    end_reason reason;
  } const cases[] = {
      {"the callee leaves", {call.leave(bob, "b1")}, end_reason::completed},
      {"the caller leaves", {call.leave(alice, "a1")}, end_reason::completed},
      {"a page closes", {call.drop(bob, "b1", leave_reason::left)}, end_reason::completed},
      {"a connection is lost", {call.drop(bob, "b1")}, end_reason::abandoned},
      {"a server restarts",
       {call.drop(bob, "b1", leave_reason::node_restarted)},
       end_reason::failed},
  };
  for (const auto& each : cases) {
    CAPTURE(each.what);
    direct_scenario room;
    room.both_in();
    for (const auto& step : each.steps)
      room.when(step);
    CHECK(last_reason(room) == each.reason);
  }
}

TEST_CASE("A lost connection ends the call of two when its grace is over") {
  direct_scenario room;
  room.both_in().when(room.call.suspect(bob, "b1", room.now() + 20'000)).when_due();
  room.then({room.call.left(bob, "b1", leave_reason::connection_lost),
             room.call.ended(end_reason::abandoned, {}, both, room.now() + -20'000, 20'000)});
}

TEST_CASE("When both connections are lost the call ends once") {
  direct_scenario room;
  room.both_in();
  room.when(room.call.suspect(bob, "b1", room.now() + 20'000));
  room.when(room.call.suspect(alice, "a1", room.now() + 20'000)).when_due();
  room.then({room.call.left(alice, "a1", leave_reason::connection_lost),
             room.call.ended(end_reason::abandoned, {}, both, room.now() + -20'000, 20'000)});
}

TEST_CASE("Whoever hangs up before the other came in ends the call of two") {
  direct_scenario caller;
  caller.ringing().when(caller.call.join(alice, "a1")).when(caller.call.accept(bob));
  caller.when(caller.call.leave(alice, "a1"));
  CHECK(last_reason(caller) == end_reason::completed);
  direct_scenario callee;
  callee.ringing().when(callee.call.accept(bob)).when(callee.call.leave(bob, "b1"));
  callee.then({callee.call.ended(end_reason::completed, bob, both, callee.now(), 0)});
}

TEST_CASE("A call that was answered does not wait for ever for devices to come in") {
  for (const bool is_caller_in : {false, true}) {
    CAPTURE(is_caller_in);
    direct_scenario room;
    room.ringing();
    if (is_caller_in) room.when(room.call.join(alice, "a1"));
    room.after(10'000).when(room.call.accept(bob));
    const auto started_at = room.now();
    const auto wait_ms = room.policy.ring_timeout_ms;
    CHECK(rules::deadline(room.state()) == started_at + wait_ms);
    room.when_due().then({room.call.ended(end_reason::failed, {}, both, started_at, wait_ms)});
  }
}

TEST_CASE("A group's call goes on until the last has left") {
  group_scenario room;
  const auto started_at = room.now();
  room.two_in().when(room.call.reject(carol));
  room.when(room.call.leave(alice, "a1")).then({room.call.left(alice, "a1")});
  room.after(1'000).when(room.call.leave(bob, "b1"));
  room.then({room.call.left(bob, "b1"),
             room.call.ended(end_reason::completed, bob, both, started_at, 1'000)});
}

TEST_CASE("When the last of a group leaves on purpose it no longer rings for the others") {
  group_scenario room;
  room.two_in().when(room.call.leave(alice, "a1")).when(room.call.leave(bob, "b1"));
  room.then({room.call.left(bob, "b1"),
             room.call.ringing_ended(invitation_outcome::cancelled, {carol}),
             room.call.ended(end_reason::completed, bob, both, room.now(), 0)});
}

TEST_CASE("A group whose connections are all lost still rings for the others") {
  group_scenario room;
  room.two_in().when(room.call.drop(alice, "a1")).when(room.call.drop(bob, "b1"));
  room.then({room.call.left(bob, "b1", leave_reason::connection_lost)});
  SUBCASE("until they answer") {
    room.when(room.call.join(carol, "c1"))
        .then({room.call.accepted(carol, on("c1")), room.call.joined(carol, "c1")});
  }
  SUBCASE("until they decline") {
    room.when(room.call.reject(carol));
    CHECK(last_reason(room) == end_reason::abandoned);
  }
  SUBCASE("until its time is over") {
    room.when_due();
    CHECK(last_reason(room) == end_reason::abandoned);
  }
}

TEST_CASE("A group's call waits for who answered, and not for ever") {
  group_scenario room;
  room.ringing().when(room.call.join(alice, "a1")).when(room.call.reject(carol));
  room.after(1'000).when(room.call.accept(bob)).when(room.call.leave(alice, "a1"));
  room.then({room.call.left(alice, "a1")});
  SUBCASE("they come") {
    room.when(room.call.join(bob, "b1")).then({room.call.joined(bob, "b1")});
    CHECK_FALSE(rules::deadline(room.state()).has_value());
  }
  SUBCASE("they do not come") {
    room.when_due();
    CHECK(last_reason(room) == end_reason::failed);
  }
}

TEST_CASE("Only who started a group's call ends it for all") {
  group_scenario room;
  room.two_in();
  room.when(room.call.end(bob)).then_rejected(reject_code::forbidden);
  room.when(room.call.end(carol)).then({room.call.rejected(carol)});
  room.when(room.call.end(alice))
      .then({room.call.ended(end_reason::completed, alice, both, room.now(), 0)});
}

TEST_CASE("Ending a group's call ends its ringing") {
  group_scenario room;
  room.two_in().when(room.call.end(alice));
  room.then({room.call.ringing_ended(invitation_outcome::cancelled, {carol}),
             room.call.ended(end_reason::completed, alice, both, room.now(), 0)});
}

TEST_CASE("Everyone who took part is concerned by the end, once each and in order") {
  group_scenario room;
  room.two_in().when(add_member{alice, dave}).when(room.call.join(dave, "d1"));
  room.when(room.call.leave(dave, "d1")).when(remove_member{alice, dave});
  room.when(room.call.end(alice));
  const auto& ended = std::get<call_ended>(std::get<event>(room.history().back().body));
  CHECK(ended.concerned == std::vector{alice, bob, dave});
}

TEST_CASE("A clock that is set back gives no negative duration") {
  direct_scenario room;
  room.both_in().after(-5'000).when(room.call.end(bob));
  const auto& ended = std::get<call_ended>(std::get<event>(room.history().back().body));
  CHECK(ended.duration_ms == 0);
}

TEST_CASE("The last ended calls are known, older ones no longer") {
  direct_scenario room;
  std::vector<call_id> ended;
  for (std::size_t i = 0; i <= ended_calls_kept; ++i) {
    room.when(calls(alice));
    ended.push_back(room.state().call()->id);
    room.when(cancel{ended.back(), alice});
  }
  CHECK(room.state().ended_calls.size() == ended_calls_kept);
  room.when(accept{ended.front(), bob, {}}).then_rejected(reject_code::unknown_call);
  room.when(accept{ended[1], bob, {}}).then_rejected(reject_code::already_ended);
}

} // namespace switchboard::room::testing
