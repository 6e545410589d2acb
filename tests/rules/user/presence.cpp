#include "actors/user/presence.hpp"

#include "tests/rules/user/person.hpp"

namespace switchboard::user {

namespace {

struct glimpse {
  const char* what;
  std::vector<event> given;
  presence_status seen;
};

const glimpse table[] = {
    {"no device", {status_set{availability::busy, false}}, presence_status::offline},
    {"a device", {connected("c1")}, presence_status::online},
    {"its socket dropped",
     {connected("c1"), device_suspected{{"c1"}, {1}, {}}},
     presence_status::away},
    {"another device is well",
     {connected("c1"), connected("c2"), device_suspected{{"c1"}, {1}, {}}},
     presence_status::online},
    {"it came back",
     {connected("c1"), device_suspected{{"c1"}, {1}, {}}, device_resumed{{"c1"}, "north", "1", {}}},
     presence_status::online},
    {"the first of two is gone",
     {connected("c1"), connected("c2"), device_disconnected{{"c1"}, disconnect_reason::closed, {}}},
     presence_status::online},
    {"the last one is gone",
     {connected("c1"), connected("c2"), device_disconnected{{"c1"}, disconnect_reason::closed, {}},
      device_disconnected{{"c2"}, disconnect_reason::closed, {}}},
     presence_status::offline},
    {"busy", {connected("c1"), status_set{availability::busy, false}}, presence_status::busy},
    {"in a call",
     {connected("c1"), status_set{availability::busy, false},
      call_entered{call_with("alice"), std::nullopt}},
     presence_status::in_call},
    {"in a call, not to be disturbed",
     {connected("c1"), status_set{availability::do_not_disturb, false},
      call_entered{call_with("alice"), std::nullopt}},
     presence_status::do_not_disturb},
    {"after the call",
     {connected("c1"), call_entered{call_with("alice"), std::nullopt},
      call_exited{call_with("alice"), std::nullopt}},
     presence_status::online},
};

TEST_CASE("presence follows from the devices, the status and the calls, in this order") {
  for (const auto& [what, given, seen] : table) {
    CAPTURE(what);
    auto life = bob();
    life.given(given);
    CHECK(presence_of(life.state()).status == seen);
  }
}

TEST_CASE("last seen is when a device was last heard of") {
  auto life = bob();
  CHECK(presence_of(life.state()).last_seen == std::nullopt);
  life.when(connecting("c1"));
  const auto connected_at = life.now();
  life.after(1'000).when(suspect_device{{"c1"}});
  CHECK(presence_of(life.state()).last_seen == connected_at);
  life.after(1'000).when(resume_device{{"c1"}, "north", "1"});
  CHECK(presence_of(life.state()).last_seen == life.now());
  life.after(1'000).when(disconnect_device{{"c1"}});
  CHECK(presence_of(life.state()).last_seen == life.now());
}

} // namespace

} // namespace switchboard::user
