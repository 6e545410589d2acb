#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

std::string code_of(const decision<event>& outcome) {
  const auto* refused = std::get_if<rejection>(&outcome);
  return refused ? boost::describe::enum_to_string(refused->code, "?") : "";
}

} // namespace

TEST_CASE("A call stands in the chat and rings for the other one") {
  direct_scenario room;
  const auto expires_at = room.now() + room.policy.ring_timeout_ms;
  room.when(calls(alice, on("a1")))
      .then({created{room_kind::direct, {alice, bob}, {}, {}},
             message_posted{
                 {"direct~alice~bob~2"},
                 alice,
                 bob,
                 message_type::system,
                 "Video call",
                 {R"({"call_invitation":{"call_id":"direct~alice~bob~3","call_type":"video",)"
                  R"("caller_id":"alice","expires_at":"2023-11-14T22:14:20.000Z",)"
                  R"("status":"pending","target_user_id":"bob"}})"}},
             call_invited{room.call.id,
                          {"direct~alice~bob~2"},
                          alice,
                          connection_id{"a1"},
                          call_type::video,
                          {bob},
                          expires_at,
                          true}});
  CHECK(to_string(expires_at) == "2023-11-14T22:14:20.000Z");
  CHECK(rules::deadline(room.state()) == expires_at);
}

TEST_CASE("A group's call rings for all others") {
  group_scenario room;
  room.when(invite{bob, {}, call_type::audio});
  const auto& message = std::get<message_posted>(std::get<event>(room.history()[1].body));
  CHECK_FALSE(message.receiver_id.has_value());
  CHECK(message.content == "Audio call");
  CHECK(message.extra_data.text.find("target_user_id") == std::string::npos);
  const auto& invited = std::get<call_invited>(std::get<event>(room.history()[2].body));
  CHECK(invited.targets == std::vector{alice, carol});
}

TEST_CASE("Nobody calls alone, nor where they are not a member, nor in a queue's room") {
  room_scenario alone{stream_of(group_room("alone"))};
  alone.given({created{room_kind::group, {alice}, {}, {}}});
  alone.when(calls(alice)).then_rejected(reject_code::bad_target);
  group_scenario group;
  group.when(calls(stranger)).then_rejected(reject_code::not_a_member);
  queue_scenario queue;
  queue.when(queue.open()).when(calls(agent)).then_rejected(reject_code::bad_target);
}

TEST_CASE("Two people who call each other at the same moment are in one call") {
  direct_scenario room;
  room.ringing();
  room.when(calls(bob, on("b1"))).then({room.call.accepted(bob, on("b1"))});
  room.when(calls(bob, on("b1"))).then_rejected(reject_code::already_in_call);
  room.when(calls(alice, on("a1"))).then_rejected(reject_code::already_in_call);
}

TEST_CASE("A caller who calls again while it rings is in the call already") {
  direct_scenario room;
  room.ringing().when(calls(alice)).then_rejected(reject_code::already_in_call);
}

TEST_CASE("A call that rang too long does not stand in the way of the next") {
  direct_scenario room;
  room.ringing().after(room.policy.ring_timeout_ms);
  room.when(calls(bob));
  const auto& call = *room.state().call();
  CHECK(call.id.value == "direct~alice~bob~7");
  CHECK(call.caller_id == bob);
  CHECK(room.state().ended_calls.front().reason == end_reason::missed);
}

TEST_CASE("Who has no part in a group's call is told of it when they call") {
  group_scenario room;
  room.two_in().when(room.call.reject(carol));
  room.when(calls(carol)).then_nothing();
  room.when(calls(bob)).then_rejected(reject_code::already_in_call);
  room.when(room.call.join(carol, "c1")).then({room.call.joined(carol, "c1")});
}

TEST_CASE("The first device to accept wins; a second one is told so") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.accept(bob, on("b1"))).then({room.call.accepted(bob, on("b1"))});
  room.when(room.call.accept(bob, on("b1"))).then_nothing();
  room.when(room.call.accept(bob, on("b2"))).then_rejected(reject_code::already_answered);
  room.when(room.call.accept(bob)).then_rejected(reject_code::already_answered);
  room.when(room.call.reject(bob, on("b2"))).then_rejected(reject_code::already_answered);
  room.when(room.call.cancel(alice)).then_rejected(reject_code::already_answered);
}

TEST_CASE("Declining stops all devices and ends the call of two") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.reject(bob, on("b1")))
      .then({room.call.rejected(bob, on("b1")), room.call.ended(end_reason::rejected, bob, both)});
  room.when(room.call.accept(bob, on("b2"))).then_rejected(reject_code::already_answered);
  room.when(room.call.accept(stranger)).then_rejected(reject_code::not_a_participant);
}

TEST_CASE("The caller gives up") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.cancel(bob)).then_rejected(reject_code::forbidden);
  room.when(room.call.cancel(alice))
      .then({room.call.cancelled(bob), room.call.ended(end_reason::cancelled, alice, both)});
  INFO("Twice is once, as it is for ending a call.");
  room.when(room.call.cancel(alice)).then_nothing();
  room.when(room.call.accept(bob)).then_rejected(reject_code::already_ended);
}

TEST_CASE("A busy callee ends the call of two") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.is_busy(bob))
      .then({room.call.busy(bob), room.call.ended(end_reason::busy, {}, both)});
  room.when(room.call.is_busy(bob)).then_nothing();
}

TEST_CASE("It rings until its time is over") {
  direct_scenario room;
  room.ringing().after(room.policy.ring_timeout_ms - 1).when(tick{}).then_nothing();
  room.when_due().then({room.call.missed(bob), room.call.ended(end_reason::missed, {}, both)});
  CHECK_FALSE(rules::deadline(room.state()).has_value());
}

TEST_CASE("An answer in time counts, one at the end of it is late whatever the timers did") {
  direct_scenario in_time;
  in_time.ringing().after(in_time.policy.ring_timeout_ms - 1);
  in_time.when(in_time.call.accept(bob)).then({in_time.call.accepted(bob)});

  direct_scenario late;
  late.ringing().after(late.policy.ring_timeout_ms);
  late.when(late.call.accept(bob)).then_rejected(reject_code::already_ended);
  late.when(says(bob, "sorry"));
  CHECK(late.state().call() == nullptr);
}

TEST_CASE("The first device that rings is noted once") {
  direct_scenario room;
  room.ringing();
  room.when(room.call.rings(bob)).then({room.call.rang(bob)});
  room.when(room.call.rings(bob)).then_nothing();
  room.when(room.call.rings(alice)).then_nothing();
  room.when(room.call.accept(bob)).when(room.call.rings(bob)).then_nothing();
}

TEST_CASE("Answers to a call that is not there, or not theirs") {
  struct {
    call_id call;
    user_id user;
    std::string code;
  } const cases[] = {
      {{"group~team~3"}, alice, "not_invited"},
      {{"group~team~3"}, dave, "not_invited"},
      {{"group~team~3"}, stranger, "not_a_participant"},
      {{"group~team~2"}, bob, "unknown_call"},
      {{"group~team~99"}, bob, "unknown_call"},
      {{"group~other~3"}, bob, "unknown_call"},
      {{"nonsense"}, bob, "unknown_call"},
      {{""}, bob, "unknown_call"},
  };
  group_scenario room;
  room.ringing().when(add_member{alice, dave});
  const context known{room.now(), room.seq(), room.policy};
  for (const auto& each : cases) {
    CAPTURE(each.call.value);
    CAPTURE(each.user.value);
    CHECK(code_of(rules::decide(room.state(), accept{each.call, each.user, {}}, known))
          == each.code);
    CHECK(code_of(rules::decide(room.state(), reject{each.call, each.user, {}, {}}, known))
          == each.code);
  }
}

TEST_CASE("An invitation that closed without an answer does not come back") {
  group_scenario room;
  room.ringing().when(room.call.is_busy(bob));
  room.when(room.call.accept(bob)).then_rejected(reject_code::not_ringing);
  room.when(room.call.reject(bob)).then_rejected(reject_code::not_ringing);
  room.when(room.call.join(bob, "b1")).then({room.call.joined(bob, "b1")});
}

TEST_CASE("A group's call that nobody takes ends with what says most about why") {
  const call_words call{{"group~team~3"}};
  struct {
    command of_bob;
    command of_carol;
    end_reason reason;
  } const cases[] = {
      {call.reject(bob), call.reject(carol), end_reason::rejected},
      {call.reject(bob), call.is_busy(carol), end_reason::rejected},
      {call.is_busy(bob), call.is_busy(carol), end_reason::busy},
      {call.is_busy(bob), tick{}, end_reason::busy},
      {call.reject(bob), tick{}, end_reason::rejected},
      {tick{}, tick{}, end_reason::missed},
  };
  for (const auto& each : cases) {
    group_scenario room;
    room.ringing().when(call.join(alice, "a1")).when(each.of_bob);
    REQUIRE(room.state().call() != nullptr);
    room.when(each.of_carol);
    if (room.state().call()) room.when_due();
    REQUIRE(room.state().ended_calls.size() == 1);
    CHECK(room.state().ended_calls.front().reason == each.reason);
  }
}

TEST_CASE("A group's caller may give up those who have not answered") {
  group_scenario room;
  room.two_in();
  room.when(room.call.cancel(alice))
      .then({room.call.ringing_ended(invitation_outcome::cancelled, {carol})});
  room.when(room.call.cancel(alice)).then_nothing();
  CHECK(room.state().call() != nullptr);
}

TEST_CASE("In a group it rings on for the others when one answers") {
  group_scenario room;
  room.ringing().after(1'000).when(room.call.join(bob, "b1"));
  room.then({room.call.accepted(bob, on("b1")), room.call.joined(bob, "b1")});
  room.when_due().then({room.call.ringing_ended(invitation_outcome::missed, {carol})});
  REQUIRE(room.state().call() != nullptr);
  CHECK(room.state().call()->has_started());
}

} // namespace switchboard::room::testing
