#include "tests/rules/queue/desk.hpp"

// Who is brought together with whom, and when.

namespace switchboard::testing {

namespace {

matched match_event(const desk& in, int customer_n, int agent_n, std::int64_t waited_ms) {
  return {queue_room({"default"}, in.seq()), customer(customer_n),
          name_of(customer(customer_n)),     agent(agent_n),
          name_of(agent(agent_n)),           waited_ms};
}

customer_waiting waiting_event(const desk& in, int n, std::int64_t position = 1) {
  return {customer(n), name_of(customer(n)), {}, 0, {}, in.now() + 60'000, position, {}};
}

agent_ready ready_event(const desk& in, int n) {
  return {agent(n), name_of(agent(n)), {}, 0, {}, in.now() + 60'000};
}

settings with_strategy(queue_strategy strategy) {
  auto made = no_wrap_up();
  made.strategy = strategy;
  return made;
}

} // namespace

TEST_CASE("the customer starts first: the agent's start matches both") {
  desk story;
  story.customer_starts(1).then({waiting_event(story, 1)});
  story.passes(5'000).agent_starts(1);
  story.then({ready_event(story, 1), match_event(story, 1, 1, 5'000)});
}

TEST_CASE("the agent starts first: the customer's start matches both") {
  desk story;
  story.agent_starts(1).then({ready_event(story, 1)});
  story.passes(5'000).customer_starts(1);
  story.then({waiting_event(story, 1), match_event(story, 1, 1, 0)});
}

TEST_CASE("a match opens the call in the room that is named after it") {
  desk story;
  story.agent_starts(1).when(start_customer{customer(1), "Ann", {}, 0, {}});
  const auto asks = story.reactions_of_last();
  REQUIRE(asks.size() == 1);
  CHECK(asks[0].to == stream_of(queue_room({"default"}, story.seq())));
  const auto& opened = std::get<room::open_queue_call>(std::get<room::command>(asks[0].body));
  CHECK(opened.sides
        == std::vector<room::side>{{customer(1), queue_role::customer, "Ann"},
                                   {agent(1), queue_role::agent, "agent 1"}});
}

TEST_CASE("starting again changes nothing, in any state of the side") {
  desk story;
  story.customer_starts(1).customer_starts(1).then_nothing();
  story.agent_starts(1).agent_starts(1).then_nothing();
  story.customer_starts(1).then_nothing();
  story.when(leave_side{customer(1)}).when(leave_side{agent(1)});
  story.customer_starts(1).then_nothing();
  story.agent_starts(1).then_nothing();
}

TEST_CASE("a start is refused") {
  const auto far = side_id('c', 1, "sales");
  struct row {
    const char* why;
    queue::command asked;
    reject_code code;
  };
  const std::string long_name(257, 'x');
  const row rows[] = {
      {"another queue", start_customer{far, "Ann", {}, 0, {}}, reject_code::bad_target},
      {"another queue", start_agent{far, "Bob", {}, 0, {}}, reject_code::bad_target},
      {"no side's id", start_customer{{"ann"}, "Ann", {}, 0, {}}, reject_code::bad_target},
      {"a customer's id", start_agent{customer(9), "Bob", {}, 0, {}}, reject_code::bad_target},
      {"no name", start_customer{customer(1), "", {}, 0, {}}, reject_code::bad_value},
      {"long name", start_agent{agent(1), long_name, {}, 0, {}}, reject_code::too_long},
      {"empty skill", start_customer{customer(1), "Ann", {""}, 0, {}}, reject_code::bad_value},
      {"many skills", start_agent{agent(1), "B", std::vector<std::string>(33, "x"), 0, {}},
       reject_code::limit_reached},
      {"priority", start_customer{customer(1), "Ann", {}, 1'001, {}}, reject_code::bad_value},
      {"tier", start_agent{agent(1), "Bob", {}, -1, {}}, reject_code::bad_value},
  };
  for (const auto& each : rows) {
    CAPTURE(each.why);
    desk story;
    story.customer_starts(9);
    story.when(each.asked).then_rejected(each.code);
  }
}

TEST_CASE("the longest waiting customer of the highest priority is served first") {
  desk story;
  story.customer_starts(1).passes(10).customer_starts(2, {{}, 5}).passes(10);
  story.customer_starts(3, {{}, 5}).customer_starts(4, {{}, -5});
  for (const auto& [customer_n, agent_n] : {std::pair{2, 1}, {3, 2}, {1, 3}, {4, 4}}) {
    story.agent_starts(agent_n);
    CHECK(story.is_matched(customer_n, agent_n));
  }
}

TEST_CASE("an agent serves whom they have all the skills for, and nobody holds up those behind") {
  desk story;
  story.customer_starts(1, {{"french", "billing"}, 9}).customer_starts(2, {{"french"}});
  story.customer_starts(3);
  story.agent_starts(1, {{"french", "german"}});
  CHECK(story.is_matched(2, 1));
  story.agent_starts(2, {{"billing"}});
  CHECK(story.is_matched(3, 2));
  CHECK(story.status(customer(1)) == side_status::waiting);
  story.agent_starts(3, {{"billing", "french", "french"}});
  CHECK(story.is_matched(1, 3));
}

TEST_CASE("a customer passes over the agents who lack a skill") {
  desk story;
  story.agent_starts(1).agent_starts(2, {{"french"}});
  story.customer_starts(1, {{"french"}});
  CHECK(story.is_matched(1, 2));
  CHECK(story.status(agent(1)) == side_status::waiting);
}

TEST_CASE("each strategy has its first agent") {
  // Agent 1 came first, agent 3 has been idle for the longest time, and agent 2 took no call yet.
  struct row {
    queue_strategy strategy;
    int first;
  };
  const row rows[] = {{queue_strategy::longest_idle, 3},
                      {queue_strategy::ring_all, 3},
                      {queue_strategy::round_robin, 2},
                      {queue_strategy::fewest_calls, 2},
                      {queue_strategy::top_down, 1}};
  for (const auto& each : rows) {
    CAPTURE(boost::describe::enum_to_string(each.strategy, "?"));
    desk story;
    // Customers 1 and 2 go to agents 1 and 3; agent 2 comes when both are done.
    story.agent_starts(1).customer_starts(1).agent_starts(3).customer_starts(2);
    REQUIRE(story.is_matched(1, 1));
    REQUIRE(story.is_matched(2, 3));
    story.passes(10).when(complete_call{customer(2)});
    story.passes(10).when(complete_call{customer(1)});
    story.passes(10).agent_starts(2);
    story.when(change_settings{with_strategy(each.strategy)});
    story.passes(10).customer_starts(3);
    CHECK(story.is_matched(3, each.first));
  }
}

TEST_CASE("round robin goes round, and fewest calls evens out") {
  for (const auto strategy : {queue_strategy::round_robin, queue_strategy::fewest_calls}) {
    desk story{with_strategy(strategy)};
    story.agent_starts(1).agent_starts(2).agent_starts(3);
    for (int n = 1; n <= 9; ++n) {
      story.passes(10).customer_starts(n);
      CHECK(story.is_matched(n, (n - 1) % 3 + 1));
      story.when(complete_call{agent((n - 1) % 3 + 1)});
    }
  }
}

TEST_CASE("a higher tier opens after its wait, at the deadline and not before") {
  desk story;
  story.agent_starts(1, {{}, 2}).agent_starts(2, {{}, 1}).passes(60'000);
  story.connects(agent(1), "w1").connects(agent(2), "w2");
  story.customer_starts(1).connects(customer(1), "w3");
  CHECK(story.status(customer(1)) == side_status::waiting);
  CHECK(queue::rules::deadline(story.state()) == story.now() + 30'000);
  story.passes(29'999).when(tick{}).then_nothing();
  story.when_due();
  CHECK(story.is_matched(1, 2));
  story.customer_starts(2).connects(customer(2), "w4");
  CHECK(queue::rules::deadline(story.state()) == story.now() + 60'000);
  story.when_due();
  CHECK(story.is_matched(2, 1));
  CHECK_FALSE(queue::rules::deadline(story.state()).has_value());
}

TEST_CASE("the lower tier comes first, however long the other one has been idle") {
  desk story;
  story.agent_starts(1, {{}, 1}).passes(1'000).agent_starts(2);
  story.when(pause_agent{agent(2)}).customer_starts(1).connects(customer(1), "w1");
  story.when(pause_agent{agent(1)}).passes(40'000);
  story.when(make_agent_ready{agent(2)});
  CHECK(story.is_matched(1, 2));
}

TEST_CASE("new settings bring together whom the old ones kept apart") {
  desk story;
  story.agent_starts(1, {{}, 1}).customer_starts(1);
  auto wanted = no_wrap_up();
  wanted.tier_step_ms = 0;
  story.when(change_settings{wanted});
  story.then({settings_changed{wanted}, match_event(story, 1, 1, 0)});
  story.when(change_settings{wanted}).then_nothing();
}

TEST_CASE("settings are refused that make no sense") {
  const auto reset = [](auto change) {
    settings made;
    change(made);
    return made;
  };
  const settings rows[] = {
      reset([](settings& each) { each.offer_timeout_ms = 0; }),
      reset([](settings& each) { each.wrap_up_ms = -1; }),
      reset([](settings& each) { each.grace_ms = -1; }),
      reset([](settings& each) { each.tier_step_ms = -1; }),
      reset([](settings& each) { each.reject_delay_ms = 8 * 24 * 3'600'000LL; }),
      reset([](settings& each) { each.unanswered_offers_until_pause = -1; }),
      reset([](settings& each) { each.unanswered_offers_until_pause = 1'001; })};
  for (const auto& each : rows) {
    desk story;
    story.when(change_settings{each}).then_rejected(reject_code::bad_value);
  }
}

} // namespace switchboard::testing
