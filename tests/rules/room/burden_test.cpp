#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

/// Until when a refusal says to wait; 0 if nothing was refused.
std::int64_t wait_ms_of(const room_scenario& room, const command& asked) {
  const auto told = rules::decide(room.state(), asked, {room.now(), room.seq(), room.policy});
  const auto* refused = std::get_if<rejection>(&told);
  if (!refused) return 0;
  CHECK(refused->code == reject_code::rate_limited);
  return refused->retry_after_ms;
}

command writes(const user_id& sender, std::size_t bytes) {
  return says(sender, std::string(bytes, 'x'));
}

} // namespace

TEST_CASE("A stranger may write so much in a while, and the rest when it is over") {
  direct_scenario room;
  room.policy.unasked_bytes = 1'000;
  room.when(writes(alice, 600)).after(4'000).when(writes(alice, 400));
  CHECK(wait_ms_of(room, writes(alice, 1)) == 6'000);
  CHECK(wait_ms_of(room, edit_message{alice, message_in(room.state().id, 2), "x", {}}) == 6'000);
  CHECK(wait_ms_of(room, writes(bob, 1)) == 0);
  room.after(6'000);
  CHECK(wait_ms_of(room, writes(alice, 1'000)) == 0);
}

TEST_CASE("Whoever was answered is no stranger any more") {
  direct_scenario room;
  room.policy.unasked_bytes = 1'000;
  SUBCASE("in writing") { room.when(writes(alice, 1'000)).when(says(bob, "yes?")); }
  SUBCASE("by taking a call") {
    room.both_in().when(room.call.end(bob)).when(writes(alice, 1'000));
  }
  CHECK(wait_ms_of(room, writes(alice, 1'000)) == 0);
}

TEST_CASE("A group hears so much of each member in a while") {
  group_scenario room;
  room.policy.unasked_bytes = 1'000;
  room.when(writes(alice, 1'000)).when(writes(bob, 900));
  CHECK(wait_ms_of(room, writes(alice, 1)) == 10'000);
  CHECK(wait_ms_of(room, writes(bob, 100)) == 0);
  room.after(20'000).when(writes(bob, 1));
  CHECK(room.state().writings.size() == 1);
}

TEST_CASE("It rings so often a minute, and oftener among people who know each other") {
  direct_scenario room;
  room.policy.unasked_calls_per_minute = 2;
  room.policy.calls_per_minute = 3;
  const auto rings_once = [&] {
    room.when(calls(alice));
    room.when(cancel{room.state().call()->id, alice});
    room.after(1'000);
  };
  rings_once();
  rings_once();
  CHECK(wait_ms_of(room, calls(alice)) == 58'000);
  // Whom she called may call her back.
  CHECK(wait_ms_of(room, calls(bob)) == 0);
  room.when(says(bob, "do call"));
  rings_once();
  CHECK(wait_ms_of(room, calls(alice)) == 57'000);
  room.after(57'000);
  CHECK(wait_ms_of(room, calls(alice)) == 0);
}

TEST_CASE("Whether the callee knows the caller is said with the invitation") {
  direct_scenario room;
  room.ringing();
  const auto invited = [&] {
    for (auto each = room.history().rbegin(); each != room.history().rend(); ++each)
      if (const auto* found = std::get_if<call_invited>(&std::get<event>(each->body)))
        return *found;
    return call_invited{};
  };
  CHECK(invited().is_unasked == true);
  room.when(room.call.join(bob, "b1")).when(room.call.end(bob)).when(calls(alice));
  CHECK_FALSE(invited().is_unasked.has_value());
}

TEST_CASE("A group of any size is rung with one event, and so is the end of it") {
  group_scenario room;
  room.policy.group_calls_per_minute = 1;
  const auto seq_before = room.seq();
  room.ringing().when(room.call.cancel(alice));
  CHECK(room.seq() == seq_before + 4); // The message, the invitation, the end of ringing, the end.
  CHECK(wait_ms_of(room, calls(bob)) == 60'000);
}

} // namespace switchboard::room::testing
