#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

const connection_id c1{"c1"};
const connection_id c2{"c2"};

bobs_life bob_with_two_devices() {
  auto life = bob();
  life.given({connected("c1"), connected("c2")});
  return life;
}

TEST_CASE("a person enters a call, with one device after the other") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(enter_call{call, {}}).then({call_entered{call, {}}});
  life.when(enter_call{call, {}}).then_nothing();
  life.when(enter_call{call, c1}).then({call_entered{call, c1}});
  life.when(enter_call{call, c1}).then_nothing();
  life.when(enter_call{call, c2}).then({call_entered{call, c2}});
  REQUIRE(life.state().calls.size() == 1);
  CHECK(life.state().calls[0].connections == std::vector{c1, c2});
}

TEST_CASE("a person is in the call until the last device has left") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.given({call_entered{call, c1}, call_entered{call, c2}});
  life.when(exit_call{call, c1}).then({call_exited{call, c1}});
  CHECK(life.state().calls.size() == 1);
  life.when(exit_call{call, c2}).then({call_exited{call, c2}});
  CHECK(life.state().calls.empty());
  INFO("A group's call may go on without them, and they may come back.");
  life.when(enter_call{call, c1}).then({call_entered{call, c1}});
}

TEST_CASE("when the call is over it is over for all devices, once") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.given({call_entered{call, c1}, call_entered{call, c2}});
  life.when(exit_call{call, {}}).then({call_exited{call, {}}});
  life.when(exit_call{call, {}}).then_nothing();
  life.when(exit_call{call, c1}).then_nothing();
  CHECK(life.state().calls.empty());
}

TEST_CASE("a device that goes is out of its calls at once") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.given({call_entered{call, c1}});
  life.when(disconnect_device{c1});
  CHECK(life.state().calls.empty());
  life.when(exit_call{call, c1}).then_nothing();
}

TEST_CASE("a device that said goodbye before the room let it in is reported to the room") {
  auto life = bob();
  const auto call = call_with("alice");
  life.when(enter_call{call, c1})
      .then({device_disconnected{c1, disconnect_reason::closed, {call}}});
  CHECK(life.state().calls.empty());
  const auto asked = life.reactions_of_last();
  REQUIRE(asked.size() == 1);
  CHECK(std::holds_alternative<room::drop_participant>(std::get<room::command>(asked[0].body)));
}

TEST_CASE("a device that dropped before the room let it in is suspected there too") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(suspect_device{c1});
  const auto until = life.now() + life.policy.reconnect_grace_ms;
  life.after(1'000)
      .when(enter_call{call, c1})
      .then({call_entered{call, c1},
             device_suspected{c1, until, {call}, disconnect_reason::connection_lost}});
  life.when_due().then({device_disconnected{c1, disconnect_reason::connection_lost, {call}}});
}

// --- What a room sends may arrive in another order than it happened -----------------------------

TEST_CASE("an end that comes before its invitation wins") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(close_invitation{call, invitation_outcome::cancelled})
      .then({invitation_closed{call, invitation_outcome::cancelled}});
  life.when(invitation_from(life, "alice")).then_nothing();
  life.when(connecting("c3")).then({connected("c3")});
  INFO("The next call of the same room rings.");
  life.when(invitation_from(life, "alice", 20))
      .then({received(life, "alice", 20), device_rang{call_with("alice", 20), c1},
             device_rang{call_with("alice", 20), c2}, device_rang{call_with("alice", 20), {"c3"}}});
}

TEST_CASE("a call that is over does not ring, whatever came first") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  SUBCASE("over, then the invitation") {
    life.when(exit_call{call, {}}).then({call_exited{call, {}}});
    life.when(invitation_from(life, "alice")).then_nothing();
  }
  SUBCASE("the invitation, then over, then a device") {
    life.when(invitation_from(life, "alice"));
    life.when(exit_call{call, {}}).then({call_exited{call, {}}});
    life.when(connecting("c3")).then({connected("c3")});
  }
  life.when(close_invitation{call, invitation_outcome::missed})
      .then({invitation_closed{call, invitation_outcome::missed}});
}

TEST_CASE("an invitation does not ring when its person is in the call already") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(enter_call{call, c1});
  life.when(invitation_from(life, "alice")).then({received(life, "alice")});
  life.when(exit_call{call, c1});
  INFO("They answered and left again; the close is still on its way.");
  life.when(connecting("c3")).then({connected("c3")});
  life.when(close_invitation{call, invitation_outcome::accepted})
      .then({invitation_closed{call, invitation_outcome::accepted}});
}

TEST_CASE("an earlier call is known to be over by a later one of its room") {
  auto life = bob_with_two_devices();
  life.when(close_invitation{call_with("alice", 20), invitation_outcome::missed});
  life.when(invitation_from(life, "alice", 7)).then_nothing();
  life.when(exit_call{call_with("alice", 20), {}});
  life.when(enter_call{call_with("alice", 7), c1}).then_nothing();
  CHECK(life.state().calls.empty());
}

TEST_CASE("a late entry into a call that is over leaves no ghost") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(exit_call{call, {}}).then({call_exited{call, {}}});
  life.when(enter_call{call, {}}).then_nothing();
  life.when(enter_call{call, c1}).then_nothing();
  life.when(exit_call{call, c1}).then_nothing();
  CHECK(life.state().calls.empty());
}

TEST_CASE("a device's exit that comes before its entry takes it back") {
  auto life = bob_with_two_devices();
  const auto call = call_with("alice");
  life.when(exit_call{call, c1}).then({call_exited{call, c1}});
  life.when(exit_call{call, c1}).then_nothing();
  life.when(enter_call{call, {}}).then_nothing();
  life.when(enter_call{call, c1}).then({call_entered{call, c1}, call_exited{call, c1}});
  CHECK(life.state().calls.empty());
  CHECK(life.state().early_exits.empty());
  INFO("It was one entry that was taken back; the next one counts.");
  life.when(enter_call{call, c1}).then({call_entered{call, c1}});
  CHECK(life.state().calls.size() == 1);
}

TEST_CASE("an early exit is forgotten with its device and with its call") {
  auto life = bob_with_two_devices();
  life.when(exit_call{call_with("alice"), c1});
  life.when(exit_call{call_with("carol"), c2});
  CHECK(life.state().early_exits.size() == 2);
  life.when(disconnect_device{c1});
  life.when(exit_call{call_with("carol"), {}});
  CHECK(life.state().early_exits.empty());
}

} // namespace

} // namespace switchboard::user
