#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

/// The grace that the policy of a test gives, from its present time.
timestamp grace(const bobs_life& life) { return life.now() + life.policy.reconnect_grace_ms; }

TEST_CASE("a device connects once") {
  auto life = bob();
  life.when(connecting("c1")).then({connected("c1")});
  life.when(connecting("c1")).then_nothing();
  CHECK(life.state().devices.size() == 1);
  CHECK(life.state().last_seen == life.now());
}

TEST_CASE("only so many devices are connected at a time") {
  auto life = bob();
  life.policy.max_devices = 2;
  life.given({connected("c1"), connected("c2")});
  life.when(connecting("c3")).then_rejected(reject_code::limit_reached);
  life.when(disconnect_device{{"c1"}})
      .then({device_disconnected{{"c1"}, disconnect_reason::closed, {}}});
  life.when(connecting("c3")).then({connected("c3")});
}

TEST_CASE("a dropped device is suspected for the grace time, then gone") {
  auto life = bob();
  life.given({connected("c1"), connected("c2")});
  const auto until = grace(life);
  life.when(suspect_device{{"c1"}})
      .then({device_suspected{{"c1"}, until, {}, disconnect_reason::connection_lost}});
  life.after(5).when(suspect_device{{"c1"}}).then_nothing();
  CHECK(rules::deadline(life.state()) == until);
  life.when(tick{}).then_nothing();
  life.when_due().then({device_disconnected{{"c1"}, disconnect_reason::connection_lost, {}}});
  CHECK(life.now() == until);
  CHECK(rules::deadline(life.state()) == std::nullopt);
  CHECK(life.state().devices.size() == 1);
  CHECK(life.state().last_seen == until);
}

TEST_CASE("a suspected device resumes within the grace, on any server") {
  auto life = bob();
  life.given({connected("c1")});
  life.when(suspect_device{{"c1"}});
  life.after(19'999)
      .when(resume_device{{"c1"}, "south", "4"})
      .then({device_resumed{{"c1"}, "south", "4", {}}});
  CHECK(rules::deadline(life.state()) == std::nullopt);
  life.when(resume_device{{"c1"}, "south", "4"}).then_nothing();
}

TEST_CASE("a device whose drop nobody noticed resumes as well") {
  auto life = bob();
  life.given({connected("c1")});
  life.when(resume_device{{"c1"}, "south", "4"}).then({device_resumed{{"c1"}, "south", "4", {}}});
  // The old server notices only now: the device is elsewhere, and well.
  life.when(suspect_device{{"c1"}, "north", "1"}).then_nothing();
  life.when(disconnect_device{{"c1"}, disconnect_reason::closed, "north", "1"}).then_nothing();
  life.when(suspect_device{{"c1"}, "south", "4"})
      .then({device_suspected{{"c1"}, grace(life), {}, disconnect_reason::connection_lost}});
}

TEST_CASE("connecting with the id of a suspected device is coming back") {
  auto life = bob();
  life.given({connected("c1")});
  life.when(suspect_device{{"c1"}});
  life.when(connecting("c1")).then({device_resumed{{"c1"}, "north", "1", {}}});
}

TEST_CASE("a device that is gone cannot resume, drop or go again") {
  auto life = bob();
  life.given({connected("c1")});
  life.when(disconnect_device{{"c1"}, disconnect_reason::logged_out})
      .then({device_disconnected{{"c1"}, disconnect_reason::logged_out, {}}});
  life.when(resume_device{{"c1"}, "north", "1"}).then_rejected(reject_code::unknown_connection);
  life.when(suspect_device{{"c1"}}).then_nothing();
  life.when(disconnect_device{{"c1"}}).then_nothing();
}

TEST_CASE("what happens to a device names the calls that it takes part in") {
  auto life = bob();
  const auto first = call_with("alice");
  const auto second = call_with("carol");
  life.given({connected("c1"), connected("c2"), call_entered{first, connection_id{"c1"}},
              call_entered{second, connection_id{"c1"}}, call_entered{first, connection_id{"c2"}},
              call_entered{call_with("dave"), std::nullopt}});
  life.when(suspect_device{{"c1"}})
      .then({device_suspected{
          {"c1"}, grace(life), {first, second}, disconnect_reason::connection_lost}});
  life.when(resume_device{{"c1"}, "north", "1"})
      .then({device_resumed{{"c1"}, "north", "1", {first, second}}});
  life.when(exit_call{second, connection_id{"c1"}});
  life.when(disconnect_device{{"c1"}})
      .then({device_disconnected{{"c1"}, disconnect_reason::closed, {first}}});
  life.when(disconnect_device{{"c2"}})
      .then({device_disconnected{{"c2"}, disconnect_reason::closed, {first}}});
}

TEST_CASE("a restarted server's devices are suspected, and those of no other") {
  auto life = bob();
  life.given({connected("old"), connected("dropped"),
              device_connected{{"new"}, "north", "2", "tablet"},
              device_connected{{"elsewhere"}, "south", "1", "laptop"}});
  life.when(suspect_device{{"dropped"}});
  const auto until = grace(life);
  life.after(3'000)
      .when(node_restarted{"north", "2"})
      .then({device_suspected{{"old"}, grace(life), {}, disconnect_reason::node_restarted}});
  life.when(node_restarted{"north", "2"}).then_nothing();

  life.when_due().then({device_disconnected{{"dropped"}, disconnect_reason::connection_lost, {}}});
  CHECK(life.now() == until);
  life.when_due().then({device_disconnected{{"old"}, disconnect_reason::node_restarted, {}}});
  CHECK(life.state().devices.size() == 2);
}

TEST_CASE("a device resumes on the restarted server") {
  auto life = bob();
  life.given({connected("c1")});
  life.when(node_restarted{"north", "2"});
  life.when(resume_device{{"c1"}, "north", "2"}).then({device_resumed{{"c1"}, "north", "2", {}}});
  life.when(node_restarted{"north", "2"}).then_nothing();
}

} // namespace

} // namespace switchboard::user
