#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

TEST_CASE("A group begins with its creator first and everybody once") {
  room_scenario room{stream_of(group_room("team"))};
  room.when(create_group{carol, "Team", {bob, alice, bob, carol}})
      .then({created{room_kind::group, {carol, alice, bob}, "Team", {}}});
  room.when(create_group{alice, "Mine", {}}).then_rejected(reject_code::already_exists);
}

TEST_CASE("A group has limits, and users for members") {
  room_scenario room{stream_of(group_room("team"))};
  room.policy.max_members = 3;
  room.when(create_group{alice, "", {bob, carol, dave}}).then_rejected(reject_code::limit_reached);
  room.when(create_group{alice, "", {{"not a user"}}}).then_rejected(reject_code::bad_target);
  room.when(create_group{alice, "", {customer}}).then_rejected(reject_code::bad_target);
  room.when(create_group{alice, std::string(257, 'x'), {}}).then_rejected(reject_code::too_long);
  room.when(create_group{alice, "", {bob, carol, bob}})
      .then({created{room_kind::group, {alice, bob, carol}, {}, {}}});
  room.when(add_member{alice, dave}).then_rejected(reject_code::limit_reached);
}

TEST_CASE("Only a group's room can be made a group") {
  direct_scenario room;
  room.when(create_group{alice, "", {bob}}).then_rejected(reject_code::bad_target);
}

TEST_CASE("The owner adds and removes members; everybody may leave") {
  group_scenario room;
  room.when(add_member{bob, dave}).then_rejected(reject_code::forbidden);
  room.when(add_member{stranger, stranger}).then_rejected(reject_code::not_a_member);
  room.when(add_member{alice, customer}).then_rejected(reject_code::bad_target);
  room.when(add_member{alice, dave}).then({member_added{dave}});
  room.when(add_member{alice, dave}).then_nothing();
  room.when(remove_member{bob, carol}).then_rejected(reject_code::forbidden);
  room.when(remove_member{stranger, carol}).then_rejected(reject_code::not_a_member);
  room.when(remove_member{alice, carol}).then({member_removed{carol}});
  room.when(remove_member{alice, carol}).then_nothing();
  room.when(remove_member{bob, bob}).then({member_removed{bob}});
}

TEST_CASE("When the owner leaves, who has been there longest owns the group") {
  group_scenario room;
  room.when(remove_member{alice, alice}).then({member_removed{alice}});
  room.when(add_member{carol, dave}).then_rejected(reject_code::forbidden);
  room.when(add_member{bob, dave}).then({member_added{dave}});
}

TEST_CASE("A group that everybody left is not made again") {
  group_scenario room;
  for (const auto& each : {alice, bob, carol})
    room.when(remove_member{each, each});
  room.when(create_group{alice, "Again", {}}).then_rejected(reject_code::already_exists);
  room.when(says(alice, "anybody?")).then_rejected(reject_code::not_a_member);
}

TEST_CASE("The owner names the group") {
  group_scenario room;
  room.when(change_settings{bob, "Bob's"}).then_rejected(reject_code::forbidden);
  room.when(change_settings{alice, "Team"}).then_nothing();
  room.when(change_settings{alice, {}}).then_nothing();
  room.when(change_settings{alice, std::string(257, 'x')}).then_rejected(reject_code::too_long);
  room.when(change_settings{alice, "Crew"}).then({settings_changed{"Crew"}});
  CHECK(room.state().name == "Crew");
  room.when(change_settings{bob, {}, room_history::since_joined})
      .then_rejected(reject_code::forbidden);
  room.when(change_settings{alice, "Crew", room_history::since_joined})
      .then({settings_changed{{}, room_history::since_joined}});
  CHECK(room.state().history == room_history::since_joined);
  room.when(change_settings{alice, {}, room_history::since_joined}).then_nothing();
}

TEST_CASE("A group that is not there has no members to change") {
  room_scenario room{stream_of(group_room("team"))};
  room.when(add_member{alice, bob}).then_rejected(reject_code::unknown_room);
  room.when(remove_member{alice, alice}).then_rejected(reject_code::unknown_room);
  room.when(change_settings{alice, "Team"}).then_rejected(reject_code::unknown_room);
}

TEST_CASE("Two people's room has no members to change") {
  direct_scenario room;
  for (int use = 0; use < 2; ++use) {
    room.when(add_member{alice, carol}).then_rejected(reject_code::bad_target);
    room.when(remove_member{alice, bob}).then_rejected(reject_code::bad_target);
    room.when(change_settings{alice, "Us"}).then_rejected(reject_code::bad_target);
    room.when(says(alice, "hello"));
  }
}

TEST_CASE("Who is removed leaves the call with all devices") {
  group_scenario room;
  room.two_in().when(room.call.join(bob, "b2")).when(room.call.join(carol, "c1"));
  room.when(remove_member{alice, bob})
      .then({room.call.left(bob, "b1", leave_reason::removed),
             room.call.left(bob, "b2", leave_reason::removed), member_removed{bob}});
  room.when(room.call.join(bob, "b1")).then_rejected(reject_code::not_a_participant);
}

TEST_CASE("It stops ringing for who is removed") {
  group_scenario room;
  room.ringing();
  room.when(remove_member{alice, carol}).then({room.call.cancelled(carol), member_removed{carol}});
  room.when(remove_member{alice, bob})
      .then({room.call.cancelled(bob), room.call.ended(end_reason::cancelled, {}, {alice}),
             member_removed{bob}});
}

TEST_CASE("A caller who leaves the group takes the ringing along") {
  group_scenario room;
  room.ringing();
  room.when(remove_member{alice, alice})
      .then({room.call.ringing_ended(invitation_outcome::cancelled, {bob, carol}),
             room.call.ended(end_reason::cancelled, alice, {alice}), member_removed{alice}});
}

TEST_CASE("A call goes on when somebody is removed who had no part in it") {
  group_scenario room;
  room.given({member_added{dave}});
  const call_words call{{"group~team~4"}};
  room.when(calls(alice)).when(call.join(bob, "b1")).when(call.reject(dave));
  room.when(call.suspect(bob, "b1", room.now() + 1'000)).when_due();
  room.then({call.left(bob, "b1", leave_reason::connection_lost)});
  room.when(remove_member{alice, dave}).then({member_removed{dave}});
  REQUIRE(room.state().call() != nullptr);
  CHECK(is_ringing_for(*room.state().call(), carol));
}

} // namespace switchboard::room::testing
