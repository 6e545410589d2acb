#include "tests/rules/queue/desk.hpp"

// The call of a matched pair, its end, the wrap-up and the break.

namespace switchboard::testing {

namespace {

/// Customer 1 and agent 1 in a call, both connected.
desk in_call(settings with = no_wrap_up()) {
  desk story{with};
  story.agent_starts(1).connects(agent(1), "wa");
  story.customer_starts(1).connects(customer(1), "wc");
  REQUIRE(story.is_matched(1, 1));
  return story;
}

settings with_wrap_up() { return {}; }

room::end_call end_of(const desk& story) {
  for (const auto& each : story.reactions_of_last())
    if (const auto* asked = std::get_if<room::command>(&each.body))
      if (const auto* end = std::get_if<room::end_call>(asked)) return *end;
  FAIL("no call was ended");
  return {};
}

call_completed completed(const desk& story, std::optional<user_id> by, std::int64_t duration_ms,
                         end_reason reason = end_reason::completed) {
  return {
      *story.view(customer(1)).room_id, customer(1), agent(1), std::move(by), reason, duration_ms};
}

agent_ready ready(int n) { return {agent(n), "agent " + std::to_string(n), {}, 0, {}, {}}; }

} // namespace

TEST_CASE("either side hangs up once, and the room hears of it") {
  for (const auto& by : {customer(1), agent(1)}) {
    auto story = in_call();
    const auto room = *story.view(customer(1)).room_id;
    story.passes(7'000).when(complete_call{by});
    story.then({completed(story, by, 7'000), ready(1)});
    const auto end = end_of(story);
    CHECK(end.call_id == call_in(room, 2));
    CHECK(end.ended_by == by);
    CHECK(end.reason == end_reason::completed);
    story.when(complete_call{customer(1)}).then_nothing();
    story.when(complete_call{agent(1)}).then_nothing();
  }
}

TEST_CASE("a customer is told of the call also when it is over") {
  auto story = in_call();
  story.when(complete_call{agent(1)});
  const auto seen = story.view(customer(1));
  CHECK(seen.status == side_status::gone);
  CHECK(seen.leave_reason == side_leave_reason::call_completed);
  REQUIRE(seen.partner.has_value());
  CHECK(seen.partner->call_id == agent(1));
  CHECK(seen.partner->name == "agent 1");
  CHECK_FALSE(story.view(agent(1)).partner.has_value());
}

TEST_CASE("the agent is free for the next customer in the decision that ends the call") {
  auto story = in_call();
  story.customer_starts(2).when(complete_call{customer(1)});
  CHECK(story.is_matched(2, 1));
}

TEST_CASE("after the call comes the wrap-up, and nothing is offered in it") {
  auto story = in_call(with_wrap_up());
  story.customer_starts(2).passes(1'000).when(complete_call{customer(1)});
  story.then(
      {completed(story, customer(1), 1'000), agent_wrapping_up{agent(1), story.now() + 30'000}});
  CHECK(story.view(agent(1)).until == story.now() + 30'000);
  SUBCASE("it ends by itself") {
    story.connects(customer(2), "w2").when_due();
    CHECK(story.is_matched(2, 1));
  }
  SUBCASE("the agent ends it") {
    story.when(make_agent_ready{agent(1)});
    CHECK(story.is_matched(2, 1));
  }
  SUBCASE("the agent takes a break instead") {
    story.when(pause_agent{agent(1)}).passes(30'000).when(tick{});
    CHECK(story.status(agent(1)) == side_status::paused);
  }
  SUBCASE("the agent goes") {
    story.when(leave_side{agent(1)}).then({agent_gone{agent(1), side_leave_reason::left}});
  }
  SUBCASE("the agent drops and stays away") {
    story.drops(agent(1), "wa").connects(customer(2), "w2");
    story.when_due();
    CHECK(story.status(agent(1)) == side_status::waiting);
    CHECK(story.status(customer(2)) == side_status::waiting);
    story.when_due().then({agent_gone{agent(1), side_leave_reason::connection_lost}});
  }
}

TEST_CASE("an agent comes back from the wrap-up as they were") {
  desk story{with_wrap_up()};
  story.when(start_agent{agent(1), "Bob", {"french", "billing"}, 2, user_id{"bob"}});
  story.connects(agent(1), "w").customer_starts(1, {{"billing"}}).connects(customer(1), "wc");
  story.when_due();
  CHECK(story.is_matched(1, 1));
  story.when(complete_call{agent(1)}).when(make_agent_ready{agent(1)});
  story.then({agent_ready{agent(1), "Bob", {"billing", "french"}, 2, {}, {}}});
}

TEST_CASE("a side that goes ends its call as if it hung up") {
  auto story = in_call();
  SUBCASE("the customer") {
    story.when(leave_side{customer(1)}).then({completed(story, customer(1), 0), ready(1)});
  }
  SUBCASE("the agent, who does not come back") {
    story.when(leave_side{agent(1)});
    story.then({completed(story, agent(1), 0), agent_gone{agent(1), side_leave_reason::left}});
    CHECK(end_of(story).ended_by == agent(1));
  }
}

TEST_CASE("a side that drops and stays away leaves an abandoned call") {
  auto story = in_call();
  SUBCASE("the customer") {
    story.drops(customer(1), "wc").when_due();
    story.then({completed(story, {}, 60'000, end_reason::abandoned), ready(1)});
  }
  SUBCASE("the agent") {
    story.drops(agent(1), "wa").when_due();
    story.then({completed(story, {}, 60'000, end_reason::abandoned),
                agent_gone{agent(1), side_leave_reason::connection_lost}});
  }
  const auto end = end_of(story);
  CHECK_FALSE(end.ended_by.has_value());
  CHECK(end.reason == end_reason::abandoned);
}

TEST_CASE("a matched side that never connects leaves an abandoned call") {
  desk story;
  story.agent_starts(1).connects(agent(1), "wa").customer_starts(1).when_due();
  story.then({completed(story, {}, 60'000, end_reason::abandoned), ready(1)});
}

TEST_CASE("a break that is asked for in a call begins when it is over") {
  auto story = in_call(with_wrap_up());
  story.when(pause_agent{agent(1)}).then({agent_paused{agent(1), pause_reason::asked}});
  story.when(pause_agent{agent(1)}).then_nothing();
  CHECK(story.status(agent(1)) == side_status::matched);
  SUBCASE("there is no wrap-up then") {
    story.when(complete_call{customer(1)}).then({completed(story, customer(1), 0)});
    CHECK(story.status(agent(1)) == side_status::paused);
  }
  SUBCASE("unless they think better of it") {
    story.when(make_agent_ready{agent(1)}).then({ready(1)});
    CHECK(story.status(agent(1)) == side_status::matched);
    story.when(complete_call{customer(1)});
    CHECK(story.status(agent(1)) == side_status::wrapping_up);
  }
}

TEST_CASE("an agent on a break is matched with nobody until they are ready") {
  desk story;
  story.agent_starts(1).when(pause_agent{agent(1)});
  story.then({agent_paused{agent(1), pause_reason::asked}});
  story.when(pause_agent{agent(1)}).then_nothing();
  story.customer_starts(1);
  CHECK(story.status(customer(1)) == side_status::waiting);
  story.when(make_agent_ready{agent(1)});
  CHECK(story.is_matched(1, 1));
  story.when(make_agent_ready{agent(1)}).then_nothing();
}

TEST_CASE("breaks are for agents who are there") {
  desk story;
  story.customer_starts(1);
  story.when(pause_agent{customer(1)}).then_rejected(reject_code::bad_target);
  story.when(make_agent_ready{customer(1)}).then_rejected(reject_code::bad_target);
  story.when(pause_agent{agent(1)}).then_rejected(reject_code::unknown_call);
  story.agent_starts(1).when(leave_side{agent(1)});
  story.when(pause_agent{agent(1)}).then_rejected(reject_code::already_ended);
  story.when(make_agent_ready{agent(1)}).then_rejected(reject_code::already_ended);
}

TEST_CASE("hanging up without a call") {
  desk story;
  story.agent_starts(1, {{}, 3}).when(complete_call{agent(1)}).then_nothing();
  story.customer_starts(1).passes(100).when(complete_call{customer(1)});
  story.then({customer_left{customer(1), 100}});
}

TEST_CASE("leaving is said once") {
  desk story;
  story.customer_starts(1).passes(100).when(leave_side{customer(1)});
  story.then({customer_left{customer(1), 100}});
  story.when(leave_side{customer(1)}).then_nothing();
  story.agent_starts(1).when(leave_side{agent(1)});
  story.then({agent_gone{agent(1), side_leave_reason::left}});
  story.when(leave_side{agent(1)}).then_nothing();
  story.when(leave_side{agent(2)}).then_rejected(reject_code::unknown_call);
}

} // namespace switchboard::testing
