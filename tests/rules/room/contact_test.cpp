#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

TEST_CASE("Whoever is blocked by the other one reaches nobody, and the room need not be there") {
  direct_scenario room;
  room.when(bar_contact{alice, true}).then({contact_barred{alice}});
  room.when(bar_contact{alice, true}).then_nothing();
  CHECK_FALSE(room.state().exists());
  room.when(says(bob, "hello")).then_rejected(reject_code::not_reachable);
  room.when(calls(bob)).then_rejected(reject_code::not_reachable);
  CHECK_FALSE(room.state().exists());
}

TEST_CASE("Whoever blocks must take it back before they write") {
  direct_scenario room;
  room.when(bar_contact{alice, true});
  room.when(says(alice, "hello")).then_rejected(reject_code::forbidden);
  room.when(bar_contact{alice, false}).then({contact_unbarred{alice}});
  room.when(bar_contact{alice, false}).then_nothing();
  room.when(says(bob, "hello"));
  CHECK(room.state().exists());
}

TEST_CASE("Both can block each other, and each takes back their own") {
  direct_scenario room;
  room.when(bar_contact{alice, true});
  room.when(bar_contact{bob, true}).then({contact_barred{bob}});
  room.when(bar_contact{alice, false}).then({contact_unbarred{alice}});
  room.when(says(alice, "hello")).then_rejected(reject_code::not_reachable);
}

TEST_CASE("A message of before can no longer be changed into another one") {
  direct_scenario room;
  room.when(says(bob, "hello"));
  room.when(bar_contact{alice, true});
  room.when(edit_message{bob, {"direct~alice~bob~2"}, "something worse", {}})
      .then_rejected(reject_code::not_reachable);
}

TEST_CASE("Only the two of a direct room block each other there") {
  direct_scenario room;
  room.when(bar_contact{stranger, true}).then_rejected(reject_code::not_a_member);
  group_scenario group;
  group.when(bar_contact{alice, true}).then_rejected(reject_code::bad_target);
}

} // namespace switchboard::room::testing
