#include "projections/conversations.hpp"
#include "projections/history.hpp"
#include "tests/projections/cast.hpp"
#include "tests/projections/row_dump.hpp"
#include "tests/projections/told_events.hpp"

#include <doctest/doctest.h>

using namespace switchboard;
using namespace switchboard::projections;
using testing::alice;
using testing::bob;
using testing::carol;
using testing::direct;
using testing::folded;
using testing::group;
using testing::rows_of;
using testing::told_events;

namespace {

room::message_posted text(const room_id& room, std::uint64_t seq, std::string content) {
  return {message_in(room, seq), alice, {}, message_type::text, std::move(content), {}};
}

/// A call rings: the message that stands for it is the room's first event.
told_events invitation(const room_id& room, std::vector<user_id> targets) {
  told_events told;
  told.room(room, room::message_posted{
                      message_in(room, 1),
                      alice,
                      {},
                      message_type::system,
                      "Audio call",
                      {R"({"call_invitation":{"caller_id":"alice","status":"pending"}})"}});
  told.room(room, room::call_invited{call_in(room, 2),
                                     message_in(room, 1),
                                     alice,
                                     {},
                                     call_type::audio,
                                     std::move(targets),
                                     told.now() + 60'000});
  return told;
}

std::string status_after(const told_events& told) {
  auto made = folded<history>(told.all());
  const auto data = json::parse(rows_of(made.messages).front().extra_data.text);
  return data.at("call_invitation").at("status").get<std::string>();
}

} // namespace

TEST_CASE("a message is kept as it was written") {
  told_events told;
  told.room(direct,
            room::message_posted{
                message_in(direct, 1), alice, bob, message_type::text, "hello", {R"({"a":1})"}});
  auto made = folded<history>(told.all());
  CHECK(rows_of(made.messages)
        == std::vector<message>{{message_in(direct, 1),
                                 direct,
                                 1,
                                 alice,
                                 bob,
                                 message_type::text,
                                 "hello",
                                 {R"({"a":1})"},
                                 told_events::begin,
                                 {},
                                 {}}});
}

TEST_CASE("a message is edited and taken back in its place") {
  told_events told;
  told.room(direct, text(direct, 1, "one"));
  told.room(direct, text(direct, 2, "two"));
  told.wait(5);
  told.room(direct, room::message_edited{message_in(direct, 1), "uno", {R"("new")"}});
  told.room(direct, room::message_deleted{message_in(direct, 2)});
  auto made = folded<history>(told.all());
  const auto rows = rows_of(made.messages);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].content == "uno");
  CHECK(rows[0].extra_data.text == R"("new")");
  CHECK(rows[0].edited_at == told.now());
  CHECK(rows[1].content.empty());
  CHECK(rows[1].extra_data == json_text{});
  CHECK(rows[1].deleted_at == told.now());
}

TEST_CASE("the message of an invitation says how it stands") {
  const auto call = call_in(direct, 2);
  auto told = invitation(direct, {bob});
  CHECK(status_after(told) == "pending");

  const auto after = [&](const room::event& end) {
    auto ended = invitation(direct, {bob});
    ended.room(direct, end);
    return status_after(ended);
  };
  CHECK(after(room::call_accepted{call, bob, {}}) == "accepted");
  CHECK(after(room::call_rejected{call, bob, {}, {}}) == "rejected");
  CHECK(after(room::call_cancelled{call, bob}) == "cancelled");
  CHECK(after(room::call_missed{call, bob}) == "missed");
  CHECK(after(room::call_busy{call, bob}) == "missed");
}

TEST_CASE("a group's invitation is pending while it rings for anybody and nobody took it") {
  const auto call = call_in(group, 2);
  auto told = invitation(group, {bob, carol});
  told.room(group, room::call_rejected{call, bob, {}, {}});
  CHECK(status_after(told) == "pending");

  auto taken = told;
  taken.room(group, room::call_accepted{call, carol, {}});
  CHECK(status_after(taken) == "accepted");

  auto missed = told;
  missed.room(group, room::call_missed{call, carol});
  CHECK(status_after(missed) == "rejected");
}

TEST_CASE("what a call that is over says of its invitation stays") {
  auto told = invitation(direct, {bob});
  const auto call = call_in(direct, 2);
  told.room(direct, room::call_accepted{call, bob, {}});
  told.room(direct,
            room::call_ended{call, end_reason::completed, alice, {alice, bob}, told.now(), 0});
  CHECK(status_after(told) == "accepted");
  auto made = folded<history>(told.all());
  CHECK(rows_of(made.invitations).empty());
}

TEST_CASE("a room knows who is in it, the owner first") {
  told_events told;
  told.room(group, room::created{room_kind::group, {carol, bob}, "Crew", {}});
  told.room(group, room::member_added{alice});
  told.room(group, room::member_removed{carol});
  told.room(group, room::settings_changed{"New crew"});
  auto made = folded<conversations>(told.all());
  CHECK(rows_of(made.rooms)
        == std::vector<conversation>{
            {group, room_kind::group, "New crew", {bob, alice}, {}, told_events::begin}});
  CHECK(rows_of(made.memberships) == std::vector<membership>{{alice, group, 2}, {bob, group, 0}});
}
