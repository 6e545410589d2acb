#include "actors/rules/mutation.hpp"
#include "tests/simulation/fleet.hpp"

#include <doctest/doctest.h>

#include <cstddef>
#include <string>
#include <utility>

// Proof that the simulator bites: each of these mistakes is made in turn, and it must notice.

using namespace switchboard;
using namespace switchboard::simulation;

namespace {

/// A mistake that hides for longer than this would hide from the tests that run at every commit.
constexpr std::size_t most_seeds = 400;

fleet_report run_with(mutation mistake) {
  active_mutation = mistake;
  auto went = run_fleet(all_workloads(), 1, most_seeds, 2);
  active_mutation = mutation::none;
  return went;
}

const std::pair<mutation, std::string> mistakes[] = {
    {mutation::answer_before_durable, "an answer is given before its events are durable"},
    {mutation::forget_idempotency, "a repeated command is taken for a new one"},
    {mutation::forget_deadline_on_activation, "an entity that wakes forgets what it waits for"},
    {mutation::repeat_reaction_under_new_id, "a reaction is delivered twice"},
    {mutation::second_accept_wins, "a call can be accepted twice"},
    {mutation::skip_roster_for_newcomer, "who comes in is not told who is there"},
    {mutation::let_entities_die, "an entity that throws is never heard of again"},
    {mutation::lose_reaction_in_crash, "a crash between an event and its reaction loses it"},
};

} // namespace

TEST_CASE("each mistake is noticed") {
  for (const auto& [mistake, meaning] : mistakes) {
    const auto went = run_with(mistake);
    CHECK_MESSAGE(went.first_failure.has_value(), "not noticed: ", meaning);
    if (went.first_failure)
      MESSAGE(meaning, ": noticed in system ", went.systems, ", ", went.first_failure->complaint);
  }
}

TEST_CASE("without a mistake nothing is noticed") {
  const auto went = run_with(mutation::none);
  if (went.first_failure) FAIL_CHECK(to_string(*went.first_failure));
}
