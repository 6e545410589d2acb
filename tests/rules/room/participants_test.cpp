#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

TEST_CASE("A join by somebody who is invited accepts the invitation") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.join(bob, "b1"))
      .then({room.call.accepted(bob, on("b1")), room.call.joined(bob, "b1")});
  CHECK(room.state().call()->started_at == room.now());
}

TEST_CASE("A caller in the call does not start it; whoever comes in beside does") {
  group_scenario room;
  room.ringing().when(room.call.join(alice, "a1")).then({room.call.joined(alice, "a1")});
  CHECK_FALSE(room.state().call()->has_started());
  room.when(add_member{alice, dave}).when(room.call.join(dave, "d1"));
  room.then({room.call.joined(dave, "d1")});
  CHECK(room.state().call()->has_started());
}

TEST_CASE("The same device that joins again changes nothing") {
  direct_scenario room;
  room.both_in();
  room.when(room.call.join(bob, "b1")).then_nothing();
  CHECK(room.state().call()->participants.size() == 2);
}

TEST_CASE("One person may be in with two devices, and leaves with the last") {
  direct_scenario room;
  room.both_in().when(room.call.join(bob, "b2")).then({room.call.joined(bob, "b2")});
  room.when(room.call.leave(bob, "b1")).then({room.call.left(bob, "b1")});
  room.after(5'000).when(room.call.leave(bob, "b2"));
  room.then({room.call.left(bob, "b2"), room.call.ended(end_reason::completed, bob, {alice, bob},
                                                        room.now() + -5'000, 5'000)});
}

TEST_CASE("A call has room for so many devices") {
  group_scenario room;
  room.policy.max_participants = 2;
  room.two_in();
  room.when(room.call.join(carol, "c1")).then_rejected(reject_code::limit_reached);
  CHECK(is_ringing_for(*room.state().call(), carol));
  room.when(room.call.join(bob, "b1")).then_nothing();
}

TEST_CASE("Only members come in, and only while the call lives") {
  direct_scenario room;
  room.ringing().when(room.call.join(stranger, "m1"));
  room.then_rejected(reject_code::not_a_participant);
  room.when(room.call.cancel(alice)).when(room.call.join(bob, "b1"));
  room.then_rejected(reject_code::already_ended);
  room.when(room::join{{"direct~alice~bob~99"}, bob, {"b1"}, {}});
  room.then_rejected(reject_code::unknown_call);
}

TEST_CASE("Leaving twice, or after the end, is leaving once") {
  group_scenario room;
  room.two_in();
  room.when(room.call.leave(bob, "b1")).then({room.call.left(bob, "b1")});
  room.when(room.call.leave(bob, "b1")).then_nothing();
  room.when(room.call.leave(stranger, "m1")).then_rejected(reject_code::not_a_participant);
  room.when(room.call.end(alice)).when(room.call.leave(alice, "a1")).then_nothing();
  room.when(room::leave{{"group~team~99"}, bob, {"b1"}}).then_rejected(reject_code::unknown_call);
}

TEST_CASE("A device that drops is suspect, and nobody hears that it left if it comes back") {
  direct_scenario room;
  const auto until = room.now() + 20'000;
  room.both_in();
  room.when(room.call.suspect(bob, "b1", until)).then({room.call.suspected(bob, "b1", until)});
  room.when(room.call.suspect(bob, "b1", until + 1)).then_nothing();
  CHECK(rules::deadline(room.state()) == until);
  room.after(19'999).when(room.call.resume(bob, "b1")).then({room.call.resumed(bob, "b1")});
  room.when(room.call.resume(bob, "b1")).then_nothing();
  CHECK_FALSE(rules::deadline(room.state()).has_value());
}

TEST_CASE("A device that does not come back within the grace is gone") {
  group_scenario room;
  room.two_in().when(room.call.reject(carol));
  room.when(room.call.suspect(bob, "b1", room.now() + 20'000));
  room.when_due().then({room.call.left(bob, "b1", leave_reason::connection_lost)});
  room.when(room.call.resume(bob, "b1")).then_nothing();
}

TEST_CASE("Coming back at the end of the grace is late") {
  group_scenario room;
  room.two_in().when(room.call.suspect(bob, "b1", room.now() + 20'000)).after(20'000);
  room.when(room.call.resume(bob, "b1"));
  room.then({room.call.left(bob, "b1", leave_reason::connection_lost)});
}

TEST_CASE(
    "A suspect device that joins anew never left, and is there again when its person says so") {
  direct_scenario room;
  room.both_in().when(room.call.suspect(bob, "b1", room.now() + 20'000));
  room.when(room.call.join(bob, "b1")).then_nothing();
  room.when(room.call.resume(bob, "b1")).then({room.call.resumed(bob, "b1")});
  CHECK_FALSE(rules::deadline(room.state()).has_value());
}

TEST_CASE("News of devices that are not in, or of another call, is no news") {
  direct_scenario room;
  room.both_in();
  const call_words other{{"direct~alice~bob~99"}};
  for (const auto& late :
       {room.call.suspect(bob, "b2", room.now()), room.call.resume(bob, "b2"),
        room.call.drop(bob, "b2"), other.suspect(bob, "b1", room.now()), other.resume(bob, "b1"),
        other.drop(bob, "b1"), other.rings(bob), other.is_busy(bob)})
    room.when(late).then_nothing();
}

TEST_CASE("A caller whose page closes keeps ringing") {
  direct_scenario room;
  room.ringing().when(room.call.join(alice, "a1"));
  room.when(room.call.drop(alice, "a1", leave_reason::left)).then({room.call.left(alice, "a1")});
  room.when(room.call.accept(bob)).then({room.call.accepted(bob)});
}

TEST_CASE("A caller whose connection is lost keeps ringing") {
  direct_scenario room;
  room.ringing().when(room.call.join(alice, "a1"));
  room.when(room.call.suspect(alice, "a1", room.now() + 1'000)).when_due();
  room.then({room.call.left(alice, "a1", leave_reason::connection_lost)});
  room.when(room.call.accept(bob)).then({room.call.accepted(bob)});
}

TEST_CASE("A caller who leaves while it rings gives up") {
  for (const bool has_joined : {true, false}) {
    CAPTURE(has_joined);
    direct_scenario room;
    room.ringing();
    if (has_joined) room.when(room.call.join(alice, "a1"));
    std::vector<event> expected{room.call.cancelled(bob),
                                room.call.ended(end_reason::cancelled, alice, {alice, bob})};
    if (has_joined) expected.insert(expected.begin(), room.call.left(alice, "a1"));
    room.when(room.call.leave(alice, "a1")).then(expected);
  }
}

TEST_CASE("Whoever calls is engaged until somebody's answer goes on without them") {
  const auto is_held = [](const room_scenario& room, const user_id& who) {
    return is_engaged(*room.state().call(), who);
  };
  direct_scenario pair;
  pair.ringing();
  CHECK(is_held(pair, alice));
  CHECK_FALSE(is_held(pair, bob));
  pair.when(pair.call.accept(bob, on("b1")));
  CHECK(is_held(pair, alice));
  CHECK(is_held(pair, bob));

  group_scenario group;
  group.two_in();
  group.when(group.call.join(carol, "c1")).when(group.call.leave(alice, "a1"));
  CHECK_FALSE(is_held(group, alice));
  CHECK(is_held(group, bob));
}

} // namespace switchboard::room::testing
