#include "projections/queues.hpp"
#include "tests/projections/cast.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/projections/told_events.hpp"

#include <doctest/doctest.h>

using namespace switchboard;
using namespace switchboard::projections;
using testing::agent;
using testing::customer;
using testing::folded;
using testing::other_agent;
using testing::rows_of;
using testing::told_events;

namespace {

const room_id their_room = queue_room({"default"}, 3);

queue::settings_changed aim(std::int64_t service_level_ms) {
  queue::settings_changed changed;
  changed.settings.service_level_ms = service_level_ms;
  return changed;
}

class told_queue : public told_events {
public:
  void waits(const user_id& who) {
    queue("default", queue::customer_waiting{who, "Cem", {}, 0, {}, now() + 60'000, 1, {}});
  }
  void is_ready(const user_id& who) {
    queue("default", queue::agent_ready{who, "Ann", {}, 0, {}, now() + 60'000});
  }
  void offers(std::vector<user_id> to) {
    queue("default", queue::offer_made{offer, customer, "Cem", std::move(to), now() + 20'000});
  }
  void matches(std::int64_t waited_ms) {
    queue("default", queue::matched{their_room, customer, "Cem", agent, "Ann", waited_ms});
  }

  projections::queue_side side(const user_id& who) const {
    auto made = folded<queues>(all());
    const auto* const found = made.sides.find({who});
    REQUIRE(found);
    return *found;
  }
  queue_quarter quarter() const {
    auto made = folded<queues>(all());
    const auto rows = rows_of(made.quarters);
    REQUIRE(rows.size() == 1);
    return rows.front();
  }

  const offer_id offer{"default~3"};
};

} // namespace

TEST_CASE("a customer waits, is matched and is done; the agent wraps up") {
  told_queue told;
  told.waits(customer);
  told.is_ready(agent);
  CHECK(told.side(customer).status == side_status::waiting);
  told.wait(3'000);
  told.matches(3'000);
  const auto matched = told.side(customer);
  CHECK(matched.status == side_status::matched);
  CHECK(matched.matched_at == told.now());
  CHECK(matched.partner_call_id == agent);
  CHECK(matched.partner_name == "Ann");
  CHECK(matched.room_id == their_room);
  CHECK(told.side(agent).partner_call_id == customer);

  told.wait(10'000);
  told.queue("default", queue::call_completed{their_room, customer, agent, customer,
                                              end_reason::completed, 10'000});
  told.queue("default", queue::agent_wrapping_up{agent, told.now() + 30'000});
  const auto done = told.side(customer);
  CHECK(done.status == side_status::gone);
  CHECK(done.leave_reason == side_leave_reason::call_completed);
  CHECK(done.ended_at == told.now());
  CHECK(done.partner_call_id == agent);
  CHECK(told.side(agent).status == side_status::wrapping_up);
  CHECK_FALSE(told.side(agent).partner_call_id);
}

TEST_CASE("an offer that nobody takes leaves the customer waiting and the agents resting") {
  told_queue told;
  told.waits(customer);
  told.is_ready(agent);
  told.is_ready(other_agent);
  told.offers({agent, other_agent});
  CHECK(told.side(customer).status == side_status::offered);
  told.queue("default", queue::offer_rejected{told.offer, agent, told.now() + 10'000});
  CHECK(told.side(agent).status == side_status::resting);
  CHECK(told.side(customer).status == side_status::offered);
  told.queue("default", queue::offer_timed_out{told.offer, {other_agent}, std::nullopt});
  CHECK(told.side(customer).status == side_status::waiting);
  CHECK(told.side(other_agent).status == side_status::waiting);
  told.queue("default", queue::agent_rested{agent});
  CHECK(told.side(agent).status == side_status::waiting);
}

TEST_CASE("an offer that is accepted or withdrawn frees everybody in it") {
  for (const bool is_accepted : {true, false}) {
    told_queue told;
    told.waits(customer);
    told.is_ready(agent);
    told.is_ready(other_agent);
    told.offers({agent, other_agent});
    if (is_accepted)
      told.queue("default", queue::offer_accepted{told.offer, agent, {other_agent}});
    else
      told.queue("default", queue::offer_withdrawn{told.offer, {agent, other_agent}});
    for (const auto& each : {customer, agent, other_agent}) {
      CHECK(told.side(each).status == side_status::waiting);
      CHECK_FALSE(told.side(each).offer_id);
    }
  }
}

TEST_CASE("a break that is asked for in a call begins after it") {
  told_queue told;
  told.waits(customer);
  told.is_ready(agent);
  told.matches(0);
  told.queue("default", queue::agent_paused{agent, pause_reason::asked});
  CHECK(told.side(agent).status == side_status::matched);
  told.queue("default",
             queue::call_completed{their_room, customer, agent, {}, end_reason::completed, 1});
  CHECK(told.side(agent).status == side_status::paused);
  told.is_ready(agent);
  CHECK(told.side(agent).status == side_status::waiting);
}

TEST_CASE("an answer counts for the quarter in which the customer came") {
  told_queue told;
  told.queue("default", aim(900'000));
  told.wait(14 * 60'000);
  told.waits(customer);
  told.is_ready(agent);
  told.wait(2 * 60'000);
  told.matches(120'000);
  told.queue("default",
             queue::call_completed{their_room, customer, agent, {}, end_reason::completed, 5'000});
  CHECK(told.quarter()
        == queue_quarter{{"default"}, told_events::begin, 1, 1, 1, 0, 1, 120'000, 120'000, 5'000});
}

TEST_CASE("an answer later than the aim is not in time") {
  told_queue told;
  told.queue("default", aim(1'000));
  told.waits(customer);
  told.is_ready(agent);
  told.wait(1'001);
  told.matches(1'001);
  CHECK(told.quarter().answered == 1);
  CHECK(told.quarter().answered_in_time == 0);
}

TEST_CASE("who goes before they are answered has given up") {
  told_queue told;
  told.waits(customer);
  told.waits({"call_d"});
  told.wait(9'000);
  told.queue("default", queue::customer_left{customer, 9'000});
  told.queue("default",
             queue::customer_abandoned{{"call_d"}, side_leave_reason::connection_lost, 9'000});
  CHECK(told.quarter().arrived == 2);
  CHECK(told.quarter().abandoned == 2);
  CHECK(told.side(customer).leave_reason == side_leave_reason::left);
  CHECK(told.side({"call_d"}).leave_reason == side_leave_reason::connection_lost);
}
