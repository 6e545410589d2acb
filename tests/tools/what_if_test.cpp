#include "tests/tools/stage.hpp"
#include "tools/usage_error.hpp"
#include "tools/what_if.hpp"

#include <doctest/doctest.h>

namespace switchboard::tools {

namespace {

const queue_name default_queue{"default"};

/// Two agents, one of whom is always the first in the list, and customers who come one by one.
void serve_some(testing::stage& on) {
  queue::settings top_down;
  top_down.strategy = queue_strategy::top_down;
  top_down.wrap_up_ms = 0;
  on.start_agent(1, "Bo");
  on.connect_side(1);
  on.start_agent(2, "Di");
  on.connect_side(2);
  on.change_queue(top_down);
  for (int customer = 11; customer < 17; ++customer) {
    on.start_customer(customer, "Customer");
    on.connect_side(customer);
    on.pass(30'000);
    on.complete(customer);
    on.pass(10'000);
  }
}

TEST_CASE("a day that happens again as it was is the day that was") {
  testing::stage on;
  serve_some(on);
  const auto day = read_day(on.log, default_queue, {}, {});
  CHECK(day.customers.size() == 6);
  CHECK(day.agents.size() == 2);
  const auto again = rerun(day, [](const queue::settings& same) { return same; });
  for (std::size_t i = 0; i < day.customers.size(); ++i) {
    CAPTURE(i);
    CHECK(again.customers[i].waited_ms == day.customers[i].waited_ms);
    CHECK(again.customers[i].served_by == day.customers[i].served_by);
    CHECK(again.customers[i].call_ms == day.customers[i].call_ms);
  }
}

TEST_CASE("another strategy spreads the calls otherwise") {
  testing::stage on;
  serve_some(on);
  const auto day = read_day(on.log, default_queue, {}, {});
  const auto outcomes = what_if(day, "in turn", parse_change("queue.strategy=round_robin"));
  REQUIRE(outcomes.size() == 3);
  CHECK(outcomes[0].most_calls == 6);
  CHECK(outcomes[1].most_calls == 6);
  CHECK(outcomes[2].most_calls == 3);
  CHECK(outcomes[2].fewest_calls == 3);
  CHECK(outcomes[2].served == 6);
  const auto text = to_text(outcomes, day);
  CHECK(text.find("in turn") != std::string::npos);
  CHECK(text.find("The model lets customers and agents come when they came") != std::string::npos);
}

TEST_CASE("who left unserved leaves again after the same wait") {
  testing::stage on;
  on.start_agent(1, "Bo");
  on.connect_side(1);
  on.start_customer(2, "Ann");
  on.connect_side(2);
  on.start_customer(3, "Cy");
  on.connect_side(3);
  on.pass(20'000);
  on.complete(3);
  on.pass(40'000);
  on.complete(2);
  on.pass(60'000);
  const auto outcomes = what_if(read_day(on.log, default_queue, {}, {}), "no wrap-up",
                                parse_change("queue.wrap_up_ms=0"));
  CHECK(outcomes[0].left == 1);
  CHECK(outcomes[1].left == 1);
  CHECK(outcomes[2].left == 1);
  CHECK(outcomes[2].service_level == 50.0);
}

TEST_CASE("a change that makes no sense is refused") {
  for (const auto* wrong : {"strategy=round_robin", "queue.strategy=fastest", "queue.speed=9",
                            "queue.wrap_up_ms=long", "queue.strategy"})
    CHECK_THROWS_AS(parse_change(wrong), usage_error);
  memory_log empty;
  CHECK_THROWS_AS(read_day(empty, default_queue, {}, {}), not_found);
}

} // namespace

} // namespace switchboard::tools
