#include "events/log/memory_log.hpp"
#include "transport/gateway/recent_moves.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace switchboard {

namespace {

const user_id owner{"alice"};
const user_id guest{"bob"};
const room_id team{"group~team"};

void append_to(event_log& log, const room_id& where, room::event happened) {
  envelope entry;
  entry.id = make_event_id(1'700'000'000'000, 0, log.head() + 1);
  entry.stream = stream_of(where);
  entry.seq = log.seq_at(entry.stream, log.head()) + 1;
  entry.time = timestamp{1'700'000'000'000};
  entry.body = std::move(happened);
  log.append({std::move(entry)}, [](const append_result& result) {
    REQUIRE(std::holds_alternative<append_accepted>(result));
  });
}

using rooms = std::vector<room_id>;

} // namespace

TEST_CASE("who came into a room or left it is known at each position, whatever was known before") {
  memory_log log;
  append_to(log, team, room::created{room_kind::group, {owner}, "Team", {}});
  append_to(log, team, room::member_added{guest});
  append_to(log, team, room::member_removed{guest});
  recent_moves moves{log};
  CHECK(moves.rooms_of(owner, {}, 3) == rooms{team});
  CHECK(moves.rooms_of(guest, {}, 2) == rooms{team});
  CHECK(moves.rooms_of(guest, {team}, 2) == rooms{team});
  CHECK(moves.rooms_of(guest, {team}, 3).empty());
  CHECK(moves.rooms_of(guest, {team}, 1) == rooms{team});
}

TEST_CASE("old moves are forgotten, and left to those who heard of them") {
  memory_log log;
  append_to(log, team, room::created{room_kind::group, {owner}, "Team", {}});
  recent_moves moves{log};
  CHECK(moves.rooms_of(owner, {}, 1) == rooms{team});
  const auto pair = direct_room(owner, guest);
  append_to(log, pair, room::created{room_kind::direct, {owner, guest}, {}, {}});
  for (int i = 0; i < 49'999; ++i)
    append_to(log, pair, room::settings_changed{});
  CHECK(moves.rooms_of(owner, {}, log.head()) == rooms{pair});
  CHECK(moves.rooms_of(owner, {team}, log.head()) == rooms{team, pair});
}

} // namespace switchboard
