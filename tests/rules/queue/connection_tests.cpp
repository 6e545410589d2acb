#include "actors/queue/limits.hpp"
#include "tests/rules/queue/desk.hpp"

// Sockets that open, drop and come back, sides that only ask over HTTP, and nodes that restart.

namespace switchboard::testing {

namespace {

customer_suspected suspected(const desk& in, int n, const std::string& connection) {
  return {customer(n), in.now() + 60'000, {connection}, {}};
}

/// What the last step asks of the room of customer 1's match, if it is of this kind.
template <class Command>
std::optional<Command> asked_of_room(const desk& story) {
  for (const auto& each : story.reactions_of_last()) {
    CHECK(each.to == stream_of(*story.view(customer(1)).room_id));
    const auto& asked = std::get<room::command>(each.body);
    if (const auto* found = std::get_if<Command>(&asked)) return *found;
  }
  return std::nullopt;
}

} // namespace

TEST_CASE("whoever never connects is taken off when the grace is over") {
  desk story;
  story.customer_starts(1).passes(10).agent_starts(1, {{}, 9});
  story.when_due();
  story.then({customer_abandoned{customer(1), side_leave_reason::never_connected, 60'000}});
  story.when_due().then({agent_gone{agent(1), side_leave_reason::never_connected}});
  CHECK_FALSE(queue::rules::deadline(story.state()).has_value());
}

TEST_CASE("a socket ends the grace, and repeating it changes nothing") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1");
  story.then({customer_resumed{customer(1), {"w1"}, "node", "1", {}}});
  CHECK_FALSE(queue::rules::deadline(story.state()).has_value());
  CHECK(queue::rules::has_connections(story.state()));
  story.connects(customer(1), "w1").then_nothing();
  story.connects(customer(1), "w1", "2");
  story.then({customer_resumed{customer(1), {"w1"}, "node", "2", {}}});
  story.drops(customer(1), "w1");
  CHECK_FALSE(queue::rules::has_connections(story.state()));
}

TEST_CASE("a side resumes the connections that it has had, and no others") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").customer_starts(2);
  story.resumes(customer(2), "w1").then_rejected(reject_code::unknown_connection);
  story.drops(customer(1), "w1");
  story.resumes(customer(2), "w1").then_rejected(reject_code::unknown_connection);
  story.resumes(customer(1), "w2").then_rejected(reject_code::unknown_connection);
  story.resumes(customer(1), "w1").then({customer_resumed{customer(1), {"w1"}, "node", "1", {}}});
  story.resumes(customer(1), "w1").then_nothing();
}

TEST_CASE("only the latest of the connections that dropped may be resumed") {
  desk story;
  story.customer_starts(1);
  const auto name = [](std::size_t i) { return "w" + std::to_string(i); };
  for (std::size_t i = 0; i <= max_connections; ++i)
    story.connects(customer(1), name(i)).drops(customer(1), name(i));
  story.resumes(customer(1), name(0)).then_rejected(reject_code::unknown_connection);
  story.resumes(customer(1), name(1));
  CHECK(story.state().roster.find(customer(1))->dropped.size() == max_connections - 1);
}

TEST_CASE("a customer who drops is matched with nobody, keeps the place and may come back to it") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").customer_starts(2);
  story.drops(customer(1), "w1").then({suspected(story, 1, "w1")});
  CHECK(story.view(customer(1)).position == 1);
  story.agent_starts(1);
  CHECK(story.is_matched(2, 1));
  story.passes(59'999).customer_starts(3).connects(customer(1), "w1b");
  CHECK(story.view(customer(1)).position == 1);
  story.agent_starts(2);
  CHECK(story.is_matched(1, 2));
}

TEST_CASE("a customer who drops and stays away has abandoned the queue") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").passes(5'000).drops(customer(1), "w1");
  story.when_due();
  story.then({customer_abandoned{customer(1), side_leave_reason::connection_lost, 65'000}});
  story.connects(customer(1), "w1").then_rejected(reject_code::already_ended);
}

TEST_CASE("an agent who drops is matched with nobody until they are back") {
  desk story;
  story.agent_starts(1).connects(agent(1), "w1").drops(agent(1), "w1");
  story.then({agent_suspected{agent(1), story.now() + 60'000, {"w1"}, {}}});
  story.customer_starts(1);
  CHECK(story.status(customer(1)) == side_status::waiting);
  story.connects(agent(1), "w1");
  CHECK(story.is_matched(1, 1));
}

TEST_CASE("only the last of several sockets makes a side suspected") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").connects(customer(1), "w2");
  story.drops(customer(1), "w1");
  story.then({side_disconnected{customer(1), {"w1"}, story.now() + 60'000, {}}});
  story.drops(customer(1), "w1").then_nothing();
  story.drops(customer(1), "w2").then({suspected(story, 1, "w2")});
  story.drops(customer(1), "w2").then_nothing();
  story.drops(customer(2), "w2").then_rejected(reject_code::unknown_call);
}

TEST_CASE("a side holds a bounded number of sockets") {
  desk story;
  story.customer_starts(1);
  for (int n = 0; n < 16; ++n)
    story.connects(customer(1), "w" + std::to_string(n));
  story.connects(customer(1), "one more").then_rejected(reject_code::limit_reached);
  story.connects(customer(1), "w3", "2");
  CHECK(story.state().roster.find(customer(1))->connections.size() == 16);
}

TEST_CASE("the room of a match hears of sockets that drop and come back") {
  desk story;
  story.agent_starts(1).customer_starts(1).connects(customer(1), "w1").connects(customer(1), "w2");
  const auto call = queue_call_in(*story.view(customer(1)).room_id);
  for (const auto* dropped : {"w1", "w2"}) {
    story.passes(10).drops(customer(1), dropped);
    const auto suspect = asked_of_room<room::suspect_participant>(story);
    REQUIRE(suspect.has_value());
    CHECK(suspect->call_id == call);
    CHECK(suspect->user_id == customer(1));
    CHECK(suspect->connection_id == connection_id{dropped});
    CHECK(suspect->grace_until == story.now() + 60'000);
  }
  story.connects(customer(1), "w2");
  const auto resume = asked_of_room<room::resume_participant>(story);
  REQUIRE(resume.has_value());
  CHECK(resume->call_id == call);
  CHECK(resume->user_id == customer(1));
  CHECK(resume->connection_id == connection_id{"w2"});
}

TEST_CASE("sockets outside of a match concern no room") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1");
  CHECK(story.reactions_of_last().empty());
  story.drops(customer(1), "w1");
  CHECK(story.reactions_of_last().empty());
}

TEST_CASE("asking over HTTP keeps a side, and is told only in the second half of the grace") {
  desk story;
  story.customer_starts(1);
  story.passes(30'000).when(touch_side{customer(1)}).then_nothing();
  story.passes(1).when(touch_side{customer(1)});
  story.then({side_touched{customer(1), story.now() + 60'000}});
  story.passes(100).when(touch_side{customer(1)}).then_nothing();
  CHECK(queue::rules::deadline(story.state()) == story.now() + 59'900);
  story.connects(customer(1), "w1").when(touch_side{customer(1)}).then_nothing();
  story.when(touch_side{customer(2)}).then_rejected(reject_code::unknown_call);
}

TEST_CASE("asking over HTTP shows that a suspected side is there") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").drops(customer(1), "w1").agent_starts(1);
  CHECK(story.status(customer(1)) == side_status::waiting);
  story.when(touch_side{customer(1)});
  CHECK(story.is_matched(1, 1));
  story.when_due();
  CHECK(story.status(customer(1)) == side_status::gone);
}

TEST_CASE("a node that restarts has lost the sockets of its earlier run, and no others") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1");
  story.customer_starts(2).connects(customer(2), "w2").connects(customer(2), "w3", "2");
  story.customer_starts(3).when(connect_side{customer(3), {"w4"}, "other node", "1"});
  story.agent_starts(1, {{}, 9}).connects(agent(1), "w5", "2");
  story.when(node_restarted{"node", "2"});
  story.then({suspected(story, 1, "w1"),
              side_disconnected{customer(2), {"w2"}, story.now() + 60'000, {}}});
  story.when(node_restarted{"node", "2"}).then_nothing();
}

TEST_CASE("a side with all its sockets on the restarted node is suspected once") {
  desk story;
  story.customer_starts(1).connects(customer(1), "w1").connects(customer(1), "w2");
  story.when(node_restarted{"node", "2"});
  story.then({side_disconnected{customer(1), {"w1"}, story.now() + 60'000, {}},
              suspected(story, 1, "w2")});
}

} // namespace switchboard::testing
