#include "transport/accounts/ticket_office.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace switchboard {

namespace {

const identity ticket_holder{{"alice"}, role::agent, session_id{"s1"}, {900'000}};

} // namespace

TEST_CASE("a ticket lets its holder in once") {
  ticket_office office{{}};
  const auto ticket = office.issue(ticket_holder, {0});
  REQUIRE(ticket.has_value());
  CHECK(ticket->view().size() == 43);
  CHECK(office.redeem(ticket->view(), {1'000}) == ticket_holder);
  CHECK_FALSE(office.redeem(ticket->view(), {1'000}).has_value());
}

TEST_CASE("a ticket is good for thirty seconds") {
  ticket_office office{{}};
  const auto kept = office.issue(ticket_holder, {0});
  const auto late = office.issue(ticket_holder, {0});
  CHECK(office.redeem(kept->view(), {29'999}).has_value());
  CHECK_FALSE(office.redeem(late->view(), {30'000}).has_value());
}

TEST_CASE("what is no ticket lets nobody in") {
  ticket_office office{{}};
  const auto ticket = office.issue(ticket_holder, {0});
  CHECK_FALSE(office.redeem("", {0}).has_value());
  CHECK_FALSE(office.redeem("ticket", {0}).has_value());
  CHECK_FALSE(office.redeem(std::string{ticket->view()} + 'A', {0}).has_value());
}

TEST_CASE("only so many tickets are out at a time") {
  ticket_office office{{.lifetime_ms = 30'000, .max_tickets = 2}};
  CHECK(office.issue(ticket_holder, {0}).has_value());
  CHECK(office.issue(ticket_holder, {10}).has_value());
  CHECK_FALSE(office.issue(ticket_holder, {20}).has_value());
  CHECK(office.issue(ticket_holder, {30'000}).has_value());
  CHECK_FALSE(office.issue(ticket_holder, {30'005}).has_value());
}

TEST_CASE("one account's tickets push out its own alone") {
  ticket_office office{{.max_tickets = 4, .max_tickets_per_user = 2}};
  const identity other{{"bob"}, role::user, session_id{"s2"}, {900'000}};
  const auto of_another = office.issue(other, {0});
  const auto oldest = office.issue(ticket_holder, {0});
  for (int i = 0; i < 100; ++i)
    CHECK(office.issue(ticket_holder, {1}).has_value());
  const auto newest = office.issue(ticket_holder, {1});
  CHECK_FALSE(office.redeem(oldest->view(), {2}).has_value());
  CHECK(office.redeem(newest->view(), {2}) == ticket_holder);
  CHECK(office.redeem(of_another->view(), {2}) == other);
  CHECK(office.issue(other, {2}).has_value());
}

TEST_CASE("a ticket for an outside token is good no longer than that token") {
  ticket_office office{{}};
  const identity outside{{"guest"}, role::user, std::nullopt, {10'000}};
  CHECK(office.redeem(office.issue(outside, {0})->view(), {9'999}) == outside);
  CHECK_FALSE(office.redeem(office.issue(outside, {0})->view(), {10'000}).has_value());
}

TEST_CASE("of all who show one ticket at once, one is let in") {
  ticket_office office{{}};
  for (int round = 0; round < 200; ++round) {
    const auto ticket = office.issue(ticket_holder, {0});
    std::atomic<int> let_in{0};
    std::vector<std::thread> racers;
    for (int i = 0; i < 4; ++i)
      racers.emplace_back([&] { let_in += office.redeem(ticket->view(), {1}).has_value(); });
    for (auto& each : racers)
      each.join();
    REQUIRE(let_in == 1);
  }
}

} // namespace switchboard
