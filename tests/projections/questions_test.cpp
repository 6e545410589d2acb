#include "tests/projections/cast.hpp"
#include "tests/projections/model_world.hpp"

using namespace switchboard;
using namespace switchboard::projections;
using testing::alice;
using testing::bob;
using testing::direct;
using testing::group;
using testing::model_world;
using testing::told_events;

namespace {

void add_person(told_events& told, const char* id, std::string name,
                std::optional<std::string> email = {}) {
  told.user(id, user::registered{"uuid-" + std::string{id}, std::move(email), std::move(name),
                                 role::user});
}

std::vector<std::string> ids_of(const std::vector<person>& people) {
  std::vector<std::string> ids;
  for (const auto& each : people)
    ids.push_back(each.id.value);
  return ids;
}

std::vector<std::uint64_t> seqs_of(const message_page& page) {
  std::vector<std::uint64_t> seqs;
  for (const auto& each : page.messages)
    seqs.push_back(each.seq);
  return seqs;
}

using ids = std::vector<std::string>;
using seqs = std::vector<std::uint64_t>;

} // namespace

TEST_CASE("people are found by what is theirs, and by how their names begin") {
  told_events told;
  add_person(told, "alice", "Alice Adams", "Alice@example.org");
  add_person(told, "al", "Zoe");
  add_person(told, "bob", "Alan Turing");
  add_person(told, "carol", "Carol%");
  model_world world;
  world.append(told.all());
  const auto& models = world.models();

  CHECK(models.find_person(alice)->full_name == "Alice Adams");
  CHECK(models.find_person_by_email("alice@EXAMPLE.org")->id == alice);
  CHECK(models.find_person_by_uuid("uuid-bob")->id == bob);
  CHECK_FALSE(models.find_person({"nobody"}));
  CHECK_FALSE(models.find_person_by_email("alice@example"));

  CHECK(ids_of(models.search_people("AL", 10)) == ids{"al", "alice", "bob"});
  CHECK(ids_of(models.search_people("al", 2)) == ids{"al", "alice"});
  CHECK(ids_of(models.search_people("alice@example.org", 10)) == ids{"alice"});
  CHECK(models.search_people("alice@example", 10).empty());
  CHECK(ids_of(models.search_people("carol%", 10)) == ids{"carol"});
  CHECK(models.search_people("%", 10).empty());
  CHECK(models.search_people_near(carol, "al", 10).size() == 1);
  CHECK(ids_of(models.search_people_near(carol, "AL", 10)) == ids{"al"});
  CHECK(ids_of(models.search_people_near(carol, "alan turing", 10)) == ids{"bob"});
  CHECK(models.search_people_near(carol, "alice@example.org", 10).empty());
  CHECK(ids_of(models.people("al", 2)) == ids{"alice", "bob"});
}

TEST_CASE("presence is told of everybody who is asked for") {
  told_events told;
  told.user("alice", user::device_connected{{"c-1"}, "n1", "i1", "phone"});
  model_world world;
  world.append(told.all());
  const auto all = world.models().presences_of({bob, alice});
  REQUIRE(all.size() == 2);
  CHECK(all[0].user_id == bob);
  CHECK(all[0].status == presence_status::offline);
  CHECK_FALSE(all[0].last_seen);
  CHECK(all[1].status == presence_status::online);
  REQUIRE(all[1].devices.size() == 1);
  CHECK(all[1].devices.front().name == "phone");
}

TEST_CASE("a room's messages come in pages, both ways") {
  told_events told;
  for (std::uint64_t seq = 1; seq <= 5; ++seq)
    told.room(
        direct,
        room::message_posted{
            message_in(direct, seq), alice, bob, message_type::text, std::to_string(seq), {}});
  model_world world;
  world.append(told.all());
  const auto& models = world.models();

  const auto newest = models.messages_before(direct, {}, 2);
  CHECK(seqs_of(newest) == seqs{4, 5});
  REQUIRE(newest.next);
  const auto middle = models.messages_before(direct, newest.next, 2);
  CHECK(seqs_of(middle) == seqs{2, 3});
  const auto oldest = models.messages_before(direct, middle.next, 2);
  CHECK(seqs_of(oldest) == seqs{1});
  CHECK_FALSE(oldest.next);

  const auto first = models.messages_after(direct, 0, 3);
  CHECK(seqs_of(first) == seqs{1, 2, 3});
  const auto second = models.messages_after(direct, *first.next, 3);
  CHECK(seqs_of(second) == seqs{4, 5});
  CHECK_FALSE(second.next);
  CHECK(models.messages_before(group, {}, 2).messages.empty());
  CHECK(models.find_message(message_in(direct, 3))->content == "3");
}

TEST_CASE("a person's rooms come with their latest news first") {
  told_events told;
  told.room(direct, room::created{room_kind::direct, {alice, bob}, {}, {}});
  told.wait(10);
  told.room(group, room::created{room_kind::group, {alice}, "Crew", {}});
  told.wait(10);
  told.room(direct, room::message_posted{
                        message_in(direct, 2), bob, alice, message_type::text, "news", {}});
  model_world world;
  world.append(told.all());
  const auto& models = world.models();
  const auto rooms = models.conversations_of(alice, 10);
  REQUIRE(rooms.size() == 2);
  CHECK(rooms[0].conversation.room_id == direct);
  CHECK(rooms[0].last_message->content == "news");
  CHECK(rooms[1].conversation.name == "Crew");
  CHECK_FALSE(rooms[1].last_message);
  CHECK(models.conversations_of(alice, 1).size() == 1);
  CHECK(models.conversations_of(bob, 10).size() == 1);
  CHECK(models.is_member(group, alice));
  CHECK_FALSE(models.is_member(group, bob));
  CHECK(models.find_conversation(direct)->members == std::vector{alice, bob});
}

TEST_CASE("calls are found by their id, their people, and while they live") {
  told_events told;
  told.room(direct, room::created{room_kind::direct, {alice, bob}, {}, {}});
  std::vector<call_id> begun;
  for (std::uint64_t seq = 2; seq <= 6; seq += 2) {
    begun.push_back(call_in(direct, seq));
    told.room(direct, room::call_invited{begun.back(),
                                         message_in(direct, 1),
                                         alice,
                                         {},
                                         call_type::audio,
                                         {bob},
                                         told.now() + 60'000});
    if (seq < 6)
      told.room(direct,
                room::call_ended{begun.back(), end_reason::missed, {}, {alice, bob}, {}, 0});
  }
  model_world world;
  world.append(told.all());
  const auto& models = world.models();

  const auto newest = models.calls_of(bob, {}, 2);
  REQUIRE(newest.calls.size() == 2);
  CHECK(newest.calls[0].id == begun[2]);
  CHECK(newest.calls[1].id == begun[1]);
  const auto oldest = models.calls_of(bob, newest.next, 2);
  REQUIRE(oldest.calls.size() == 1);
  CHECK(oldest.calls[0].end_reason == end_reason::missed);
  CHECK_FALSE(oldest.next);

  REQUIRE(models.live_calls_of(alice).size() == 1);
  CHECK(models.live_calls_of(alice).front().id == begun[2]);
  CHECK(models.live_calls_of({"carol"}).empty());
  CHECK(models.live_calls(10).size() == 1);
  CHECK(models.is_participant(begun[0], bob));
  CHECK_FALSE(models.is_participant(begun[0], {"carol"}));
  CHECK_FALSE(models.find_call(call_in(direct, 99)));
}

TEST_CASE("a queue tells how it stands and how it served") {
  told_events told;
  const auto waits = [&](const char* who, std::int64_t priority) {
    told.queue("default", queue::customer_waiting{{who}, "C", {}, priority, {}, told.now(), 1, {}});
  };
  waits("call_1", 0);
  told.wait(1'000);
  waits("call_2", 5);
  waits("call_3", 0);
  for (const auto* agent : {"call_a", "call_b"})
    told.queue("default", queue::agent_ready{{agent}, "A", {}, 0, {}, {}});
  told.queue("default", queue::agent_paused{{"call_b"}, pause_reason::asked});
  told.queue("default",
             queue::matched{queue_room({"default"}, 7), {"call_2"}, "C", {"call_a"}, "A", 3'000});
  told.queue("default", queue::customer_left{{"call_3"}, 100});
  model_world world;
  world.append(told.all());
  const auto& models = world.models();

  const auto all = models.queues("", 100);
  REQUIRE(all.size() == 1);
  CHECK(all[0].queue == "default");
  CHECK(all[0].waiting == 1);
  CHECK(all[0].waiting_since == told_events::begin);
  CHECK(all[0].in_call == 1);
  CHECK(all[0].agents_ready == 0);
  CHECK(all[0].agents_paused == 1);

  const auto there = models.sides_of({"default"}, 10);
  REQUIRE(there.size() == 4);
  CHECK(there[0].call_id.value == "call_2");
  CHECK(there[1].call_id.value == "call_1");
  CHECK(there[2].role == queue_role::agent);
  CHECK(models.find_side({"call_3"})->status == side_status::gone);

  const auto service = models.service_of({"default"}, {0}, told.now());
  CHECK(service.arrived == 3);
  CHECK(service.answered_in_time == 1);
  CHECK(service.service_level == 0.5);
  CHECK(service.average_wait_ms == 3'000);
  CHECK_FALSE(service.average_talk_ms);
  CHECK(models.quarters_of({"default"}, told.now() + 1, told.now() + 10).empty());
}

TEST_CASE("the overview counts what there is now and what there was") {
  told_events told;
  add_person(told, "alice", "Alice");
  told.user("alice", user::device_connected{{"c-1"}, "n1", "i1", "phone"});
  told.room(direct, room::created{room_kind::direct, {alice, bob}, {}, {}});
  told.room(direct, room::message_posted{message_in(direct, 2),
                                         alice,
                                         bob,
                                         message_type::system,
                                         "Audio call",
                                         {R"({"call_invitation":{}})"}});
  told.room(direct, room::call_invited{call_in(direct, 3),
                                       message_in(direct, 2),
                                       alice,
                                       {},
                                       call_type::audio,
                                       {bob},
                                       told.now()});
  model_world world;
  world.append(told.all());
  auto now = world.models().overview();
  CHECK(now.position == 5);
  CHECK(now.people == 1);
  CHECK(now.people_present == 1);
  CHECK(now.calls_ringing == 1);
  CHECK(now.calls_active == 0);

  told.room(direct, room::call_accepted{call_in(direct, 3), bob, {}});
  told.user("alice", user::device_disconnected{{"c-1"}, disconnect_reason::closed, {}});
  world.append(std::span{told.all()}.subspan(5));
  now = world.models().overview();
  CHECK(now.people_present == 0);
  CHECK(now.calls_ringing == 0);
  CHECK(now.calls_active == 1);
  CHECK(now.calls == 1);
  CHECK(now.messages == 1);
}

TEST_CASE("whoever waits for a position is called once, when it is there") {
  told_events told;
  add_person(told, "alice", "Alice");
  add_person(told, "bob", "Bob");
  model_world world;
  world.start();
  std::promise<std::string> seen;
  auto& models = world.models();
  models.when_at(2, [&] { seen.set_value(models.find_person(bob)->full_name); });
  world.append(told.all());
  auto answer = seen.get_future();
  REQUIRE(answer.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
  CHECK(answer.get() == "Bob");
  bool is_called = false;
  world.models().when_at(2, [&] { is_called = true; });
  CHECK(is_called);
}
