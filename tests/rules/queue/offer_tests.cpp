#include "tests/rules/queue/desk.hpp"

// Asking agents before the match.

namespace switchboard::testing {

namespace {

/// A queue that asks first, with a customer who is offered to the first of these agents.
desk offering(int agents, settings with = asking()) {
  desk story{with};
  for (int n = 1; n <= agents; ++n)
    story.agent_starts(n).connects(agent(n), "w" + std::to_string(n)).passes(10);
  story.customer_starts(1).connects(customer(1), "w0");
  return story;
}

template <class Event>
std::size_t count(const desk& in) {
  return static_cast<std::size_t>(
      std::count_if(in.history().begin(), in.history().end(), [](const envelope& each) {
        return std::holds_alternative<Event>(std::get<queue::event>(each.body));
      }));
}

} // namespace

TEST_CASE("an agent is asked, and takes the customer") {
  desk story{asking()};
  story.agent_starts(1).passes(10).customer_starts(1);
  const auto id = offer_in({"default"}, story.seq());
  story.then({customer_waiting{customer(1), "customer 1", {}, 0, {}, story.now() + 60'000, 1, {}},
              offer_made{id, customer(1), "customer 1", {agent(1)}, story.now() + 20'000}});
  CHECK(story.is_offered(1, 1));
  CHECK(story.status(customer(1)) == side_status::waiting);
  story.passes(3'000).accepts(1);
  story.then(
      {offer_accepted{id, agent(1), {}}, matched{queue_room({"default"}, story.seq()), customer(1),
                                                 "customer 1", agent(1), "agent 1", 3'000}});
}

TEST_CASE("a declined customer keeps place and waiting time and goes to the next agent") {
  auto story = offering(2);
  story.customer_starts(2, {{}, 0});
  CHECK(story.is_offered(1, 1));
  CHECK(story.is_offered(2, 2));
  story.passes(1'000).rejects(2).rejects(1);
  CHECK(story.view(customer(1)).position == 1);
  CHECK(story.view(customer(2)).position == 2);
  story.passes(9'000).agent_starts(3);
  CHECK(story.is_offered(1, 3));
  story.accepts(3);
  CHECK(std::get<matched>(std::get<queue::event>(story.history().back().body)).waited_ms == 10'000);
}

TEST_CASE("an agent who declined is offered nothing for the delay, then is asked again") {
  auto story = offering(1);
  const auto id = story.offered(1);
  const auto rests_until = story.now() + 10'000;
  story.rejects(1).then({offer_rejected{id, agent(1), rests_until}});
  CHECK(story.status(agent(1)) == side_status::waiting);
  CHECK(queue::rules::deadline(story.state()) == rests_until);
  story.passes(9'999).when(tick{}).then_nothing();
  story.when_due();
  CHECK(count<agent_rested>(story) == 1);
  CHECK(story.is_offered(1, 1));
}

TEST_CASE("ready ends the delay") {
  auto story = offering(1);
  story.rejects(1).when(make_agent_ready{agent(1)});
  CHECK(story.is_offered(1, 1));
}

TEST_CASE("without a delay the agent is asked again at once") {
  auto with = asking();
  with.reject_delay_ms = 0;
  auto story = offering(1, with);
  story.rejects(1);
  CHECK(story.is_offered(1, 1));
  CHECK(count<offer_made>(story) == 2);
}

TEST_CASE("who lets offers pass goes on a break; an answer in between starts the count again") {
  auto with = asking();
  with.unanswered_offers_until_pause = 2;
  auto story = offering(1, with);
  const auto let_pass = [&] {
    const auto id = story.offered(1);
    story.when_due();
    return offer_timed_out{id, {agent(1)}, story.now() + 5'000};
  };
  auto passed = let_pass();
  story.then({passed});
  story.when_due(); // The rest is over.
  story.rejects(1).when_due();
  passed = let_pass();
  story.then({passed});
  story.when_due();
  passed = let_pass();
  story.then({passed, agent_paused{agent(1), pause_reason::unanswered_offers}});
  CHECK(story.status(agent(1)) == side_status::paused);
  CHECK_FALSE(queue::rules::deadline(story.state()).has_value());
  story.when(make_agent_ready{agent(1)});
  CHECK(story.is_offered(1, 1));
}

TEST_CASE("0 unanswered offers until a pause is no pause") {
  auto with = asking();
  with.unanswered_offers_until_pause = 0;
  auto story = offering(1, with);
  for (int i = 0; i < 20; ++i)
    story.when_due();
  CHECK(count<agent_paused>(story) == 0);
  CHECK(count<offer_timed_out>(story) == 10);
}

TEST_CASE("a late answer finds the offer closed, also before the clock has said so") {
  auto story = offering(1);
  const auto id = story.offered(1);
  story.passes(20'000);
  story.when(accept_offer{agent(1), id}).then_rejected(reject_code::offer_closed);
  story.when(reject_offer{agent(1), id}).then_rejected(reject_code::offer_closed);
  story.when(tick{});
  story.when(accept_offer{agent(1), id}).then_rejected(reject_code::offer_closed);
}

TEST_CASE("an answer to no offer at all") {
  auto story = offering(2);
  const auto id = story.offered(1);
  story.when(accept_offer{agent(2), id}).then_rejected(reject_code::offer_closed);
  story.when(accept_offer{customer(1), id}).then_rejected(reject_code::bad_target);
  story.when(accept_offer{agent(7), id}).then_rejected(reject_code::unknown_call);
  for (const auto* text : {"", "default", "default~", "default~x", "default~999", "sales~4",
                           "default~04", "defaulx~4"})
    story.when(accept_offer{agent(1), {text}}).then_rejected(reject_code::unknown_offer);
  story.accepts(1);
  story.when(accept_offer{agent(1), id}).then_rejected(reject_code::offer_closed);
}

TEST_CASE("an offer falls away without blame") {
  struct row {
    const char* what;
    queue::command asked;
    bool is_agent_free;
  };
  const row rows[] = {
      {"the customer goes", leave_side{customer(1)}, true},
      {"the customer hangs up", complete_call{customer(1)}, true},
      {"the customer drops", suspect_side{customer(1), {"w0"}}, true},
      {"the agent goes", leave_side{agent(1)}, false},
      {"the agent drops", suspect_side{agent(1), {"w1"}}, false},
      {"the agent takes a break", pause_agent{agent(1)}, false},
      {"the node restarts", node_restarted{"node", "2"}, false},
  };
  for (const auto& each : rows) {
    CAPTURE(each.what);
    auto story = offering(1);
    const auto id = story.offered(1);
    story.when(each.asked);
    CHECK(count<offer_withdrawn>(story) == 1);
    CHECK_FALSE(story.view(agent(1)).offer.has_value());
    CHECK(story.state().roster.find(agent(1))->agent->unanswered_in_a_row == 0);
    CHECK(story.state().roster.find(agent(1))->is_available() == each.is_agent_free);
    story.when(accept_offer{agent(1), id});
    story.then_rejected(story.status(agent(1)) == side_status::gone ? reject_code::already_ended
                                                                    : reject_code::offer_closed);
  }
}

TEST_CASE("an agent who falls away leaves the customer to the next one at once") {
  auto story = offering(2);
  CHECK(story.is_offered(1, 1));
  story.drops(agent(1), "w1");
  CHECK(story.is_offered(1, 2));
}

TEST_CASE("a customer who falls away leaves the agent to the next one at once") {
  auto story = offering(1);
  story.customer_starts(2).drops(customer(1), "w0");
  CHECK(story.is_offered(2, 1));
  story.connects(customer(1), "w0");
  CHECK(story.view(customer(1)).position == 1);
  story.rejects(1).when_due();
  CHECK(story.is_offered(1, 1));
}

TEST_CASE("ring all: the first accept wins, and the others are free without blame") {
  auto story = offering(3, asking(queue_strategy::ring_all));
  for (int n = 1; n <= 3; ++n)
    CHECK(story.is_offered(1, n));
  const auto id = story.offered(2);
  story.accepts(2);
  CHECK(story.is_matched(1, 2));
  story.when(accept_offer{agent(1), id}).then_rejected(reject_code::offer_closed);
  for (const int n : {1, 3}) {
    CHECK(story.status(agent(n)) == side_status::waiting);
    CHECK(story.state().roster.find(agent(n))->is_available());
    CHECK(story.state().roster.find(agent(n))->agent->unanswered_in_a_row == 0);
  }
  story.customer_starts(2);
  CHECK(story.is_offered(2, 1));
  CHECK(story.is_offered(2, 3));
}

TEST_CASE("ring all: the offer goes on as long as somebody is left in it") {
  auto story = offering(4, asking(queue_strategy::ring_all));
  story.rejects(1).drops(agent(2), "w2");
  CHECK(count<offer_withdrawn>(story) == 0);
  CHECK(story.is_offered(1, 3));
  SUBCASE("the last one takes it") {
    story.when(pause_agent{agent(3)}).accepts(4);
    CHECK(story.is_matched(1, 4));
  }
  SUBCASE("the last one falls away") {
    story.when(leave_side{agent(3)}).when(leave_side{agent(4)});
    CHECK(count<offer_withdrawn>(story) == 1);
    CHECK(story.view(customer(1)).position == 1);
    story.connects(agent(2), "w2");
    CHECK(story.is_offered(1, 2));
  }
  SUBCASE("only those who are left let it pass") {
    story.passes(20'000).when(tick{});
    CHECK(story.state().roster.find(agent(1))->agent->unanswered_in_a_row == 0);
    CHECK(story.state().roster.find(agent(3))->agent->unanswered_in_a_row == 1);
    CHECK(story.state().roster.find(agent(4))->agent->unanswered_in_a_row == 1);
  }
}

TEST_CASE("ring all asks only those who can serve, in tiers that are open") {
  desk story{asking(queue_strategy::ring_all)};
  story.agent_starts(1, {{"french"}}).agent_starts(2).agent_starts(3, {{"french"}, 1});
  story.customer_starts(1, {{"french"}});
  CHECK(story.is_offered(1, 1));
  CHECK_FALSE(story.is_offered(1, 2));
  CHECK_FALSE(story.is_offered(1, 3));
}

} // namespace switchboard::testing
