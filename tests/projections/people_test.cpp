#include "actors/user/presence.hpp"
#include "actors/user/rules.hpp"
#include "projections/directory.hpp"
#include "projections/presences.hpp"
#include "tests/projections/cast.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/projections/told_events.hpp"

#include <doctest/doctest.h>

using namespace switchboard;
using namespace switchboard::projections;
using testing::alice;
using testing::bob;
using testing::desk;
using testing::folded;
using testing::phone;
using testing::rows_of;
using testing::told_events;

namespace {

presence presence_after(const told_events& told) {
  auto made = folded<presences>(told.all());
  const auto rows = rows_of(made.people);
  REQUIRE(rows.size() == 1);
  return rows.front();
}

const call_id some_call = call_in(direct_room(alice, bob), 3);

} // namespace

TEST_CASE("who registers is in the directory, with what they changed since") {
  told_events told;
  told.user("alice", user::registered{"uuid-1", "a@example.org", "Alice", role::user});
  told.user("alice", user::profile_changed{std::nullopt, "Alice A."});
  told.user("alice", user::role_changed{role::admin});
  told.user("alice", user::banned{"spam"});
  auto made = folded<directory>(told.all());
  CHECK(rows_of(made.people)
        == std::vector<person>{{{"alice"},
                                "uuid-1",
                                "a@example.org",
                                "Alice A.",
                                role::admin,
                                true,
                                told_events::begin}});
}

TEST_CASE("a ban ends") {
  told_events told;
  told.user("alice", user::registered{"uuid-1", {}, "Alice", role::user});
  told.user("alice", user::banned{"spam"});
  told.user("alice", user::unbanned{});
  auto made = folded<directory>(told.all());
  CHECK_FALSE(rows_of(made.people).front().is_banned);
}

TEST_CASE("who never registered is in no directory") {
  told_events told;
  told.user("outsider", user::device_connected{phone, "n1", "i1", "phone"});
  told.user("outsider", user::banned{"spam"});
  auto made = folded<directory>(told.all());
  CHECK(rows_of(made.people).empty());
}

TEST_CASE("presence goes from online over in a call and away to offline") {
  told_events told;
  told.user("alice", user::device_connected{phone, "n1", "i1", "phone"});
  CHECK(presence_after(told).status == presence_status::online);
  told.user("alice", user::call_entered{some_call, phone});
  CHECK(presence_after(told).status == presence_status::in_call);
  told.user("alice", user::device_suspected{phone, told.now() + 60'000, {some_call}, {}});
  CHECK(presence_after(told).status == presence_status::away);
  told.wait(60'000);
  told.user("alice", user::device_disconnected{phone, disconnect_reason::connection_lost, {}});
  const auto last = presence_after(told);
  CHECK(last.status == presence_status::offline);
  CHECK(last.calls.empty());
  CHECK(last.last_seen == told.now());
}

TEST_CASE("a call is left with the last device that is in it") {
  told_events told;
  told.user("alice", user::device_connected{phone, "n1", "i1", "phone"});
  told.user("alice", user::device_connected{desk, "n1", "i1", "desk"});
  told.user("alice", user::call_entered{some_call, {}});
  told.user("alice", user::call_entered{some_call, phone});
  told.user("alice", user::call_entered{some_call, desk});
  told.user("alice", user::call_exited{some_call, phone});
  CHECK(presence_after(told).status == presence_status::in_call);
  told.user("alice", user::call_exited{some_call, desk});
  CHECK(presence_after(told).status == presence_status::online);
}

TEST_CASE("what people say of themselves is heard as the rules hear it") {
  for (const auto said :
       {availability::available, availability::busy, availability::do_not_disturb})
    for (const bool is_in_call : {false, true})
      for (const bool is_dropped : {false, true}) {
        told_events told;
        told.user("alice", user::device_connected{phone, "n1", "i1", "phone"});
        told.user("alice", user::status_set{said, false});
        if (is_in_call) told.user("alice", user::call_entered{some_call, phone});
        if (is_dropped) told.user("alice", user::device_suspected{phone, told.now(), {}, {}});

        user::state state;
        for (const auto& each : told.all())
          user::rules::evolve(state, each.entry);
        CHECK(json::to_text(presence_after(told).status)
              == json::to_text(user::presence_of(state).status));
      }
}
