#include "tests/tools/flows.hpp"
#include "tools/fold.hpp"
#include "tools/state.hpp"
#include "tools/usage_error.hpp"

#include <doctest/doctest.h>

namespace switchboard::tools {

namespace {

const stream_id room_of_two{entity_kind::room, "direct~alice~bob"};

TEST_CASE("a state is told as it was at a number and at a time") {
  const auto flows = testing::five_flows();
  const auto& log = flows.front().played->log;
  const auto before = state_at(log, room_of_two, {3, {}});
  CHECK(std::get<room::state>(before.state).calls.empty());
  const auto ringing = state_at(log, room_of_two, {4, {}});
  CHECK(std::get<room::state>(ringing.state).calls.size() == 1);
  const auto at_that_time = state_at(log, room_of_two, {{}, ringing.at});
  CHECK(std::get<room::state>(at_that_time.state).calls.size() == 1);
  const auto now = state_at(log, room_of_two, {});
  CHECK(std::get<room::state>(now.state).ended_calls.size() == 1);
  CHECK(to_text(now, paint{false}).find("\"reason\": \"completed\"") != std::string::npos);
  CHECK(hash_of(now.state) != hash_of(ringing.state));
  CHECK_THROWS_AS(state_at(log, room_of_two, {1'000, {}}), not_found);
  CHECK_THROWS_AS(state_at(log, {entity_kind::user, "nobody"}, {}), not_found);
}

TEST_CASE("a difference says what changed by which event") {
  const auto flows = testing::five_flows();
  const auto& log = flows.front().played->log;
  const auto steps = changes_between(log, room_of_two, 3, 6);
  REQUIRE(steps.size() == 3);
  const auto text = to_text(steps, paint{false});
  CHECK(text.find("room.call_invited") != std::string::npos);
  CHECK(text.find("+ /calls/0/caller_id = \"alice\"") != std::string::npos);
  CHECK(text.find("~ /calls/0/invitations/0/has_rung = false -> true") != std::string::npos);
  CHECK(text.find("+ /calls/0/invitations/0/outcome = \"accepted\"") != std::string::npos);
  CHECK_THROWS_AS(changes_between(log, room_of_two, 3, 600), not_found);
}

} // namespace

} // namespace switchboard::tools
