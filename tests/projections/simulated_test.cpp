#include "actors/queue/rules.hpp"
#include "actors/room/rules.hpp"
#include "actors/user/presence.hpp"
#include "actors/user/rules.hpp"
#include "projections/projection_file.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/simulation/fleet.hpp"
#include "tests/simulation/replay.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <limits>

// What whole systems did under faults, seen by the read models and by the rules.

using namespace switchboard;
using namespace switchboard::projections;
using simulation::replay;

namespace {

constexpr std::uint64_t seeds = 150;

std::vector<recorded> log_of(const simulation::named_workload& workload, std::uint64_t seed) {
  simulation::simulation system{workload.like, seed, 0};
  system.run();
  return system.log().read_all(1, std::numeric_limits<std::size_t>::max());
}

/// Calls `check(events)` with the logs of many systems.
template <class Check>
void for_each_log(std::uint64_t count, Check&& check) {
  const auto workloads = simulation::all_workloads();
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const auto& workload = workloads[seed % workloads.size()];
    CAPTURE(workload.name);
    CAPTURE(seed);
    check(log_of(workload, seed));
  }
}

replay replayed(const std::vector<recorded>& events) {
  replay all;
  for (const auto& each : events)
    all.add(each.entry);
  return all;
}

void check_people(projection_set& rows, const replay& by_rules) {
  rows.for_each_table([&]<class Row>(table<Row>& of) {
    if constexpr (std::same_as<Row, presence>)
      for (const auto& [id, state] : by_rules.states<user::rules>()) {
        const auto expected = user::presence_of(state);
        const auto* const found = of.find({user_id{id}});
        const auto known = found ? *found : presence{};
        CHECK(json::to_text(known.status) == json::to_text(expected.status));
        CHECK(known.last_seen == expected.last_seen);
        CHECK(known.devices.size() == state.devices.size());
      }
  });
}

void check_rooms(projection_set& rows, const replay& by_rules) {
  rows.for_each_table([&]<class Row>(table<Row>& of) {
    for (const auto& [id, state] : by_rules.states<room::rules>()) {
      if constexpr (std::same_as<Row, conversation>) {
        // One of two people may have blocked the other before there was a room.
        if (!state.exists()) continue;
        const auto* const found = of.find({room_id{id}});
        REQUIRE(found != nullptr);
        CHECK(found->members == state.members);
        CHECK(found->kind == state.kind);
      } else if constexpr (std::same_as<Row, call>) {
        if (const auto* const live = state.call()) {
          const auto* const found = of.find({live->id});
          REQUIRE(found != nullptr);
          CHECK((found->status == call_status::active) == live->has_started());
          CHECK(found->start_time == live->started_at);
          CHECK(found->attendees == live->attendees);
        }
        for (const auto& ended : state.ended_calls)
          CHECK(of.find({call_in({id}, ended.seq)})->end_reason == ended.reason);
      }
    }
  });
}

void check_queues(projection_set& rows, const replay& by_rules) {
  rows.for_each_table([&]<class Row>(table<Row>& of) {
    if constexpr (std::same_as<Row, projections::queue_side>)
      for (const auto& [name, state] : by_rules.states<queue::rules>())
        state.roster.for_each_side([&](const queue::side_ptr& expected) {
          const auto* const found = of.find({expected->call_id});
          REQUIRE(found != nullptr);
          CHECK(json::to_text(found->status) == json::to_text(expected->status));
          CHECK(found->leave_reason == expected->leave_reason);
          // An agent whose call is over keeps no partner, a customer who is gone does.
          CHECK(found->room_id.has_value() == expected->match.has_value());
          if (expected->match) {
            CHECK(found->room_id == expected->match->room_id);
            CHECK(found->partner_call_id == expected->match->partner_call_id);
          }
          CHECK((found->role == queue_role::agent) == expected->agent.has_value());
          CHECK(found->pauses_after_call
                == (expected->agent && expected->agent->pauses_after_call));
        });
  });
}

/// Rows that exist only as long as something goes on.
void check_nothing_is_left_over(projection_set& rows, const replay& by_rules) {
  std::size_t live = 0;
  for (const auto& [id, state] : by_rules.states<room::rules>())
    live += state.call() ? 1 : 0;
  rows.for_each_table([&]<class Row>(table<Row>& of) {
    if constexpr (std::same_as<Row, call_opening>) CHECK(testing::rows_of(of).size() == live);
    if constexpr (std::same_as<Row, open_invitation>) CHECK(testing::rows_of(of).size() <= live);
  });
}

} // namespace

TEST_CASE("what the read models say of whole systems is what the rules say") {
  for_each_log(seeds, [](const std::vector<recorded>& events) {
    auto rows = testing::folded<projection_set>(events);
    const auto by_rules = replayed(events);
    check_nothing_is_left_over(rows, by_rules);
    check_people(rows, by_rules);
    check_rooms(rows, by_rules);
    check_queues(rows, by_rules);
  });
}

TEST_CASE("rows that were written bit by bit are the rows of one fold") {
  for_each_log(12, [](const std::vector<recorded>& events) {
    const testing::temporary_folder folder;
    const auto path = folder.path() / "projections.db";
    projection_file::make(path, projection_file::use::serving);
    // A prime, so that the seams fall everywhere; a file opened anew, so that nothing is in memory.
    constexpr std::size_t events_at_a_time = 37;
    for (std::size_t from = 0; from < events.size(); from += events_at_a_time) {
      const auto last = std::min(events.size(), from + events_at_a_time);
      const auto batch = std::make_shared<const std::vector<recorded>>(
          events.begin() + static_cast<std::ptrdiff_t>(from),
          events.begin() + static_cast<std::ptrdiff_t>(last));
      projection_file::open(path)->apply({&batch, 1});
    }
    CHECK(testing::dump_of(path) == testing::dump_of(events));
  });
}
