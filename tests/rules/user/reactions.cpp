#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

reactions reactions_to(const event& happened) {
  return rules::react({{}, stream_of(user_id{"bob"}), 5, {1'000}, "", "", "", "", happened});
}

/// The one command that `happened` asks of the room with Alice.
template <class Asked>
Asked asked_of_room(const event& happened) {
  const auto all = reactions_to(happened);
  REQUIRE(all.size() == 1);
  CHECK(to_string(all[0].to) == "room/" + room_with("alice").value);
  const auto* const asked = std::get_if<Asked>(&std::get<room::command>(all[0].body));
  REQUIRE(asked != nullptr);
  CHECK(asked->call_id == call_with("alice"));
  CHECK(asked->user_id == user_id{"bob"});
  return *asked;
}

TEST_CASE("the room hears that a device rings, and that its person is busy") {
  const auto call = call_with("alice");
  asked_of_room<room::note_ringing>(device_rang{call, {"c1"}});
  asked_of_room<room::note_busy>(invitation_closed{call, invitation_outcome::busy});
  for (const auto outcome : {invitation_outcome::accepted, invitation_outcome::rejected,
                             invitation_outcome::cancelled, invitation_outcome::missed})
    CHECK(reactions_to(invitation_closed{call, outcome}).empty());
}

TEST_CASE("the room hears what becomes of a device in its call") {
  const auto call = call_with("alice");
  const auto dropped =
      asked_of_room<room::suspect_participant>(device_suspected{{"c1"}, {9'000}, {call}});
  CHECK(dropped.connection_id == connection_id{"c1"});
  CHECK(dropped.grace_until == timestamp{9'000});
  const auto back =
      asked_of_room<room::resume_participant>(device_resumed{{"c1"}, "north", "1", {call}});
  CHECK(back.connection_id == connection_id{"c1"});
}

TEST_CASE("the room hears that a device which comes into its call is there") {
  // It may have taken the device for dropped, by news of an earlier stay in the call.
  const auto there = asked_of_room<room::resume_participant>(
      call_entered{call_with("alice"), connection_id{"c1"}});
  CHECK(there.connection_id == connection_id{"c1"});
}

TEST_CASE("the room hears why a device is gone") {
  const std::pair<disconnect_reason, leave_reason> table[] = {
      {disconnect_reason::closed, leave_reason::left},
      {disconnect_reason::logged_out, leave_reason::left},
      {disconnect_reason::connection_lost, leave_reason::connection_lost},
      {disconnect_reason::node_restarted, leave_reason::node_restarted},
      {disconnect_reason::replaced, leave_reason::replaced},
  };
  for (const auto& [gone, left] : table) {
    const auto asked = asked_of_room<room::drop_participant>(
        device_disconnected{{"c1"}, gone, {call_with("alice")}});
    CHECK(asked.reason == left);
    CHECK(asked.connection_id == connection_id{"c1"});
  }
}

TEST_CASE("every call of a device has its room told") {
  const auto all =
      reactions_to(device_suspected{{"c1"}, {9'000}, {call_with("alice"), call_with("carol")}});
  REQUIRE(all.size() == 2);
  CHECK(all[0].to == stream_of(room_with("alice")));
  CHECK(all[1].to == stream_of(room_with("carol")));
}

TEST_CASE("what concerns nobody else asks nothing") {
  const auto call = call_with("alice");
  const event quiet[] = {registration(),
                         profile_changed{},
                         role_changed{},
                         connected("c1"),
                         device_suspected{{"c1"}, {}, {}},
                         device_resumed{{"c1"}, "north", "1", {}},
                         device_disconnected{{"c1"}, disconnect_reason::closed, {}},
                         session_opened{},
                         session_refreshed{},
                         session_revoked{},
                         session_expired{},
                         room_joined{},
                         room_left{},
                         invitation_received{call, {"alice"}, call_type::audio, {}},
                         call_entered{call, {}},
                         call_exited{call, {}},
                         status_set{},
                         banned{"why"},
                         unbanned{}};
  for (const auto& each : quiet) {
    CAPTURE(type_of(each));
    CHECK(reactions_to(each).empty());
  }
}

TEST_CASE("a reply names the last event, and shows the user to who asked or came") {
  auto life = bob();
  life.given({connected("c1"), room_joined{room_with("alice")}});
  const std::span<const envelope> first{life.history().data(), 1};

  const auto looked = rules::reply_to(look{}, life.state(), {});
  CHECK(looked.id == user_id{"bob"});
  CHECK(looked.seq == 3);
  REQUIRE(looked.state != nullptr);
  CHECK(*looked.state == life.state());
  CHECK(looked.state->seq == 3);

  const auto repeated = rules::reply_to(connecting("c1"), life.state(), first);
  CHECK(repeated.seq == 1);
  REQUIRE(repeated.state != nullptr);
  CHECK(rules::reply_to(resume_device{}, life.state(), {}).state != nullptr);
  CHECK(rules::reply_to(set_status{}, life.state(), {}).state == nullptr);
}

} // namespace

} // namespace switchboard::user
