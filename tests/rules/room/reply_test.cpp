#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

/// Asks, and gives the answer with the events that came of it.
reply ask(room_scenario& room, const command& asked) {
  const auto first_new = room.history().size();
  room.when(asked);
  return rules::reply_to(asked, room.state(), std::span{room.history()}.subspan(first_new));
}

} // namespace

TEST_CASE("A message's answer names it and its number") {
  direct_scenario room;
  const auto first = ask(room, says(alice, "hello"));
  CHECK(first.room_id.value == "direct~alice~bob");
  CHECK(first.message_id->value == "direct~alice~bob~2");
  CHECK(first.seq == 2);
  CHECK_FALSE(first.call_id.has_value());
  CHECK(first.state == nullptr);
  const auto edited = ask(room, edit_message{alice, *first.message_id, "hi", {}});
  CHECK(edited.message_id == first.message_id);
  CHECK(edited.seq == 3);
}

TEST_CASE("An invitation's answer names the call and its message") {
  direct_scenario room;
  const auto invited = ask(room, calls(alice));
  CHECK(invited.call_id == room.call.id);
  CHECK(invited.message_id->value == "direct~alice~bob~2");
  SUBCASE("the same to both who call each other") {
    const auto met = ask(room, calls(bob));
    CHECK(met.call_id == invited.call_id);
    CHECK(met.message_id == invited.message_id);
  }
  SUBCASE("and not the one that rang out before") {
    room.after(room.policy.ring_timeout_ms);
    const auto next = ask(room, calls(bob));
    CHECK(next.call_id == room.state().call()->id);
    CHECK(next.call_id != invited.call_id);
  }
  SUBCASE("also when it is repeated after the call") {
    const std::vector first_events(room.history().begin(), room.history().end());
    room.when(room.call.cancel(alice)).when(calls(bob));
    const auto repeated = rules::reply_to(calls(alice), room.state(), first_events);
    CHECK(repeated.call_id == invited.call_id);
    CHECK(repeated.seq == invited.seq);
  }
}

TEST_CASE("Who calls while a group's call goes on is told which") {
  group_scenario room;
  room.two_in().when(room.call.reject(carol));
  const auto told = ask(room, calls(carol));
  CHECK(told.call_id == room.call.id);
  CHECK(told.seq == room.seq());
}

TEST_CASE("Whoever comes in learns from the answer who is there") {
  direct_scenario room;
  room.ringing();
  const auto first = ask(room, room.call.join(alice, "a1"));
  REQUIRE(first.state != nullptr);
  CHECK(first.state->call()->participants.size() == 1);
  const auto second = ask(room, room.call.join(bob, "b1"));
  REQUIRE(second.state != nullptr);
  CHECK(second.call_id == room.call.id);
  CHECK(second.state->call()->participants.size() == 2);
  CHECK(second.state->seq == second.seq);
}

TEST_CASE("A queue's call has the same id whoever asks, and however often") {
  queue_scenario room;
  CHECK(ask(room, room.open()).call_id == room.call.id);
  CHECK(ask(room, room.open()).call_id == room.call.id);
}

TEST_CASE("Ending an ended call is answered with the call") {
  direct_scenario room;
  room.both_in();
  CHECK(ask(room, room.call.end(bob)).call_id == room.call.id);
  const auto again = ask(room, room.call.end(bob));
  CHECK(again.call_id == room.call.id);
  CHECK(again.seq == room.seq());
}

TEST_CASE("A look shows the room to its members and changes nothing, whatever is due") {
  direct_scenario room;
  CHECK(ask(room, look{alice, {}}).state->members.empty());
  room.ringing().after(room.policy.ring_timeout_ms);
  const auto seen = ask(room, look{bob, room.call.id});
  room.then_nothing();
  CHECK(seen.call_id == room.call.id);
  CHECK(is_ringing_for(*seen.state->call(), bob));
  room.when(look{stranger, {}}).then_rejected(reject_code::not_a_member);
  room.when(look{stranger, room.call.id}).then_rejected(reject_code::not_a_participant);
  room.when(look{alice, call_id{"direct~alice~bob~99"}}).then_rejected(reject_code::unknown_call);
}

} // namespace switchboard::room::testing
