#include "tests/rules/queue/desk.hpp"

#include <span>

// What a side is told: its view, the answer to a start, and what is left of it when it is gone.

namespace switchboard::testing {

namespace {

std::string snapshot_of(const queue::state& of) { return json::to_text(of); }

/// The events that the last command led to, as the entity remembers them for its repetition.
std::vector<envelope> last(const desk& story, std::size_t count) {
  const auto& all = story.history();
  return {all.end() - static_cast<std::ptrdiff_t>(count), all.end()};
}

} // namespace

TEST_CASE("positions count from 1 in the order of service, and agents have them too") {
  desk story;
  story.customer_starts(1).customer_starts(2).customer_starts(3, {{}, 1});
  CHECK(story.view(customer(3)).position == 1);
  CHECK(story.view(customer(1)).position == 2);
  CHECK(story.view(customer(2)).position == 3);
  story.when(leave_side{customer(1)});
  CHECK(story.view(customer(2)).position == 2);
  CHECK_FALSE(story.view(customer(1)).position.has_value());
  story.agent_starts(1, {{}, 5}).agent_starts(2, {{}, 4});
  CHECK(story.view(agent(2)).position == 1);
  CHECK(story.view(agent(1)).position == 2);
}

TEST_CASE("the expected wait follows from what others waited, and is fixed at the start") {
  desk story;
  story.customer_starts(1).customer_starts(2);
  CHECK_FALSE(story.view(customer(2)).expected_wait_ms.has_value());
  story.passes(10'000).agent_starts(1).agent_starts(2);
  // The first waited 10 s in place 1, the second 10 s in place 2.
  const auto pace_ms = 10'000 + (5'000 - 10'000) / 8;
  CHECK(story.state().pace_ms == pace_ms);
  story.customer_starts(3).customer_starts(4);
  CHECK(story.view(customer(3)).expected_wait_ms == pace_ms);
  CHECK(story.view(customer(4)).expected_wait_ms == 2 * pace_ms);
  story.passes(100'000).agent_starts(3);
  CHECK(story.view(customer(4)).expected_wait_ms == 2 * pace_ms);
}

TEST_CASE("a match at once says nothing about the pace") {
  desk story;
  story.agent_starts(1).customer_starts(1);
  CHECK_FALSE(story.state().pace_ms.has_value());
}

TEST_CASE("both sides of a match are told of each other") {
  desk story;
  story.agent_starts(1).customer_starts(1);
  const auto of_customer = story.view(customer(1));
  const auto of_agent = story.view(agent(1));
  CHECK(of_customer.role == queue_role::customer);
  CHECK(of_agent.role == queue_role::agent);
  CHECK(of_customer.partner->call_id == agent(1));
  CHECK(of_agent.partner->name == "customer 1");
  CHECK(of_customer.room_id == of_agent.room_id);
  CHECK(of_customer.room_id == queue_room({"default"}, story.seq()));
}

TEST_CASE("an agent is told of the offer, and the customer only that they wait") {
  desk story{asking()};
  story.agent_starts(1).customer_starts(1);
  const auto seen = story.view(agent(1));
  CHECK(seen.status == side_status::offered);
  CHECK(seen.offer->customer_name == "customer 1");
  CHECK(seen.offer->expires_at == story.now() + 20'000);
  CHECK(story.view(customer(1)).status == side_status::waiting);
  CHECK(story.view(customer(1)).position == 1);
  CHECK_FALSE(story.view(customer(1)).offer.has_value());
}

TEST_CASE("a repeated start is answered as the first one was") {
  desk story;
  const start_customer asked{customer(2), "Ann", {}, 0, {}};
  story.customer_starts(1).when(asked);
  const auto events = last(story, 1);
  const auto first = queue::rules::reply_to(asked, story.state(), events);
  CHECK(first.seq == story.seq());
  CHECK(first.view.status == side_status::waiting);
  CHECK(first.view.position == 2);
  story.agent_starts(1).agent_starts(2);
  const auto again = queue::rules::reply_to(asked, story.state(), events);
  CHECK(again.seq == first.seq);
  CHECK(again.view.status == side_status::waiting);
  CHECK(again.view.position == 2);
  CHECK(again.view.started_at == first.view.started_at);
  CHECK_FALSE(again.view.partner.has_value());
  const auto without_events = queue::rules::reply_to(asked, story.state(), {});
  CHECK(without_events.seq == story.seq());
  CHECK(without_events.view.status == side_status::matched);
}

TEST_CASE("a start that matches at once says so, also when it is repeated") {
  for (const bool asks_first : {false, true}) {
    CAPTURE(asks_first);
    desk story{asks_first ? asking() : no_wrap_up()};
    const start_agent asked{agent(1), "Bob", {}, 0, {}};
    story.customer_starts(1).when(asked);
    const auto events = last(story, 2);
    story.when(leave_side{customer(1)}).when(leave_side{agent(1)});
    const auto answer = queue::rules::reply_to(asked, story.state(), events).view;
    CHECK(answer.role == queue_role::agent);
    CHECK(answer.status == (asks_first ? side_status::offered : side_status::matched));
    CHECK(answer.partner.has_value() != asks_first);
    CHECK(answer.offer.has_value() == asks_first);
  }
}

TEST_CASE("commands without a side are answered with the number alone") {
  desk story;
  const auto answer = queue::rules::reply_to(tick{}, story.state(), {});
  CHECK(answer.seq == story.seq());
  CHECK(answer.call_id.empty());
}

TEST_CASE("looking changes nothing and finds only who is known") {
  desk story;
  story.customer_starts(1).when(look{customer(1)}).then_nothing();
  story.when(look{customer(2)}).then_rejected(reject_code::unknown_call);
}

TEST_CASE("sides that are gone are known for a while, and do not pile up") {
  desk story;
  constexpr int kept = roster::max_gone_sides;
  for (int n = 1; n <= kept + 5; ++n)
    story.customer_starts(n).when(leave_side{customer(n)});
  CHECK(story.state().roster.size() == 0);
  CHECK(story.state().roster.find(customer(5)) == nullptr);
  CHECK(story.view(customer(5)).status == side_status::gone);
  CHECK(story.view(customer(6)).leave_reason == side_leave_reason::left);
  CHECK(story.view(customer(kept + 5)).leave_reason == side_leave_reason::left);
}

TEST_CASE("a state with everything in it goes through JSON unchanged") {
  desk story{asking(queue_strategy::ring_all)};
  story.agent_starts(1, {{"french"}, 0}).agent_starts(2).agent_starts(3, {{}, 1});
  story.customer_starts(1, {{"french"}, 3}).customer_starts(2).passes(500).accepts(2);
  story.connects(customer(2), "w1").connects(agent(3), "w2").drops(customer(2), "w1");
  story.customer_starts(3).when(leave_side{customer(3)}).customer_starts(4);
  const auto text = snapshot_of(story.state());
  const auto restored = json::read_as<queue::state>(json::parse(text), "state");
  CHECK(snapshot_of(restored) == text);
  CHECK(queue::rules::deadline(restored) == queue::rules::deadline(story.state()));
  CHECK(queue::rules::has_connections(restored));
  CHECK(restored.roster.position(*restored.roster.find(customer(4)))
        == story.view(customer(4)).position);
}

} // namespace switchboard::testing
