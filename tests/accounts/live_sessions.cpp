#include "transport/accounts/live_sessions.hpp"

#include <doctest/doctest.h>

namespace switchboard {

namespace {

const user_id alice{"alice"};
const user_id bob{"bob"};

} // namespace

TEST_CASE("a session is live until its end, for its own user") {
  live_sessions sessions;
  sessions.add({"one"}, alice, {1'000});
  CHECK(sessions.is_live({"one"}, alice, {999}));
  CHECK_FALSE(sessions.is_live({"one"}, alice, {1'000}));
  CHECK_FALSE(sessions.is_live({"one"}, bob, {999}));
  CHECK_FALSE(sessions.is_live({"two"}, alice, {999}));
}

TEST_CASE("the next expiry is that of the session which ends first") {
  live_sessions sessions;
  CHECK_FALSE(sessions.next_expiry().has_value());
  sessions.add({"late"}, alice, {3'000});
  sessions.add({"early"}, bob, {1'000});
  CHECK(sessions.next_expiry() == timestamp{1'000});
  REQUIRE(sessions.extend({"early"}, {5'000}));
  CHECK(sessions.next_expiry() == timestamp{3'000});
  REQUIRE(sessions.end({"late"}, alice));
  CHECK(sessions.next_expiry() == timestamp{5'000});
}

TEST_CASE("a session expires once, and is told in the order of the ends") {
  live_sessions sessions;
  sessions.add({"third"}, alice, {3'000});
  sessions.add({"second"}, bob, {2'000});
  sessions.add({"first"}, alice, {1'000});
  CHECK(sessions.expire_due({999}).empty());
  CHECK(sessions.expire_due({2'000})
        == std::vector<ended_session>{{{"first"}, alice}, {{"second"}, bob}});
  CHECK(sessions.expire_due({2'000}).empty());
  CHECK(sessions.size() == 1);
}

TEST_CASE("a session that ended is not extended, nor ended again, nor by somebody else") {
  live_sessions sessions;
  sessions.add({"one"}, alice, {1'000});
  CHECK_FALSE(sessions.end({"one"}, bob));
  CHECK(sessions.end({"one"}, alice));
  CHECK_FALSE(sessions.end({"one"}, alice));
  CHECK_FALSE(sessions.extend({"one"}, {2'000}));
  CHECK_FALSE(sessions.next_expiry().has_value());
}

} // namespace switchboard
