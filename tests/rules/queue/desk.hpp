#pragma once

#include "actors/queue/rules.hpp"
#include "tests/support/scenario.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::testing {

using namespace switchboard::queue;

inline user_id side_id(char first, int n, const std::string& of_queue = "default") {
  auto digits = std::to_string(n);
  return queue_side({of_queue}, first + std::string(31 - digits.size(), '0') + digits);
}
inline user_id customer(int n) { return side_id('c', n); }
inline user_id agent(int n) { return side_id('a', n); }
inline std::string name_of(const user_id& id) {
  return std::string{id.value[5] == 'c' ? "customer " : "agent "}
         + std::to_string(std::stoi(id.value.substr(6)));
}

struct wishes {
  std::vector<std::string> skills = {};
  std::int64_t priority_or_tier = 0;
};

/// The settings that most stories here begin with: no wrap-up, so that an agent is free at once.
inline settings no_wrap_up() {
  settings made;
  made.wrap_up_ms = 0;
  return made;
}

inline settings asking(queue_strategy strategy = queue_strategy::longest_idle) {
  auto made = no_wrap_up();
  made.answer_mode = answer_mode::offer;
  made.strategy = strategy;
  return made;
}

/// A queue to tell a story about: customers and agents by their numbers.
class desk : public scenario<queue::rules> {
public:
  explicit desk(queue::settings with = no_wrap_up()) : scenario{stream_of(queue_name{"default"})} {
    given({settings_changed{with}});
  }

  desk& when(const queue::command& asked) {
    scenario::when(asked);
    return *this;
  }
  desk& customer_starts(int n, wishes asks = {}) {
    return when(
        start_customer{customer(n), name_of(customer(n)), asks.skills, asks.priority_or_tier, {}});
  }
  desk& agent_starts(int n, wishes asks = {}) {
    return when(start_agent{agent(n), name_of(agent(n)), asks.skills, asks.priority_or_tier, {}});
  }
  desk& connects(const user_id& who, const std::string& connection,
                 const std::string& incarnation = "1") {
    return when(connect_side{who, {connection}, "node", incarnation});
  }
  desk& resumes(const user_id& who, const std::string& connection) {
    return when(connect_side{who, {connection}, "node", "1", true});
  }
  desk& drops(const user_id& who, const std::string& connection) {
    return when(suspect_side{who, {connection}});
  }
  desk& passes(std::int64_t duration_ms) {
    after(duration_ms);
    return *this;
  }

  side_view view(const user_id& who) const {
    return queue::rules::reply_to(look{who}, state(), {}).view;
  }
  side_status status(const user_id& who) const { return view(who).status; }
  bool is_matched(int customer_n, int agent_n) const {
    const auto seen = view(customer(customer_n));
    return seen.status == side_status::matched && seen.partner
           && seen.partner->call_id == agent(agent_n);
  }
  /// The offer that this agent has; it must have one.
  offer_id offered(int n) const {
    const auto seen = view(agent(n));
    REQUIRE(seen.offer.has_value());
    return seen.offer->offer_id;
  }
  bool is_offered(int customer_n, int agent_n) const {
    const auto seen = view(agent(agent_n));
    return seen.offer && seen.offer->customer_call_id == customer(customer_n);
  }

  desk& accepts(int n) { return when(accept_offer{agent(n), offered(n)}); }
  desk& rejects(int n) { return when(reject_offer{agent(n), offered(n)}); }
};

} // namespace switchboard::testing

namespace doctest {

template <>
struct StringMaker<switchboard::queue::side_status> {
  static String convert(switchboard::queue::side_status status) {
    return boost::describe::enum_to_string(status, "?");
  }
};

} // namespace doctest
