#include "tests/projections/cast.hpp"
#include "tests/projections/model_world.hpp"

using namespace switchboard;
using namespace switchboard::projections;
using testing::agent;
using testing::customer;
using testing::direct;
using testing::model_world;
using testing::told_events;

namespace {

/// A queue that brings customers and agents together, one pair after the other.
class told_desk : public told_events {
public:
  /// Somebody called Cem waits, as a login or a site vouches for, or nobody, and is matched.
  room_id match(const std::string& queue_of_them, std::optional<user_id> account,
                std::optional<std::string> customer_id = {}) {
    waits(queue_of_them, std::move(account), std::move(customer_id));
    return match_alone(queue_of_them);
  }
  void waits(const std::string& queue_of_them, std::optional<user_id> account,
             std::optional<std::string> customer_id = {}) {
    ++events_[queue_of_them];
    queue(queue_of_them.c_str(),
          queue::customer_waiting{
              customer, "Cem", {}, 0, std::move(account), now(), 1, {}, std::move(customer_id)});
  }
  /// The match is the queue's next event.
  room_id match_alone(const std::string& queue_of_them) {
    const auto room = queue_room({queue_of_them}, ++events_[queue_of_them]);
    queue(queue_of_them.c_str(), queue::matched{room, customer, "Cem", agent, "Ann", 0});
    return room;
  }
  void leaves(const std::string& queue_of_them) {
    ++events_[queue_of_them];
    queue(queue_of_them.c_str(), queue::customer_left{customer, 100});
  }
  void say(const room_id& where, std::string speaker, std::string text) {
    room(where,
         room::transcript_added{call_in(where, 2), customer, std::move(speaker), std::move(text)});
  }
  void complete(const std::string& queue_of_them, const room_id& where) {
    ++events_[queue_of_them];
    queue(queue_of_them.c_str(),
          queue::call_completed{where, customer, agent, customer, end_reason::completed, 61'500});
  }

private:
  std::map<std::string, std::uint64_t> events_;
};

std::vector<room_id> rooms_of(const served_call_page& page) {
  std::vector<room_id> rooms;
  for (const auto& each : page.calls)
    rooms.push_back(each.call.room_id);
  return rooms;
}

} // namespace

TEST_CASE("a served call says who, when, how it ended and what was said") {
  told_desk told;
  const auto room = told.match("default", user_id{"cem"});
  told.say(room, "customer", "hello");
  told.wait(1'000);
  told.say(room, "agent", "good morning");
  told.complete("default", room);
  told.say(direct, "alice", "not for a queue");
  model_world world;
  world.append(told.all());
  const auto page = world.models().served_calls_of({"default"}, "user/cem", {}, 10);
  REQUIRE(page.calls.size() == 1);
  const auto& [call, words] = page.calls.front();
  CHECK(call.room_id == room);
  CHECK(call.agent_name == "Ann");
  CHECK(call.end_reason == end_reason::completed);
  CHECK(call.duration_ms == 61'500);
  CHECK(call.ended_at == told.now());
  REQUIRE(words.size() == 2);
  CHECK(words[0].text == "hello");
  CHECK(words[1].speaker == "agent");
  CHECK(words[1].at == words[0].at + 1'000);
}

TEST_CASE("served calls are of one queue and one customer, the newest first, page by page") {
  told_desk told;
  std::vector<room_id> of_cem;
  for (int i = 0; i < 5; ++i) {
    of_cem.insert(of_cem.begin(), told.match("default", user_id{"cem"}));
    told.match("default", user_id{"zoe"});
    told.match("default", {}, "cem");
    told.match("default", {});
    told.match("sales", user_id{"cem"});
  }
  model_world world;
  world.append(told.all());
  const auto& models = world.models();
  CHECK(rooms_of(models.served_calls_of({"default"}, "user/cem", {}, 10)) == of_cem);
  const auto first = models.served_calls_of({"default"}, "user/cem", {}, 3);
  CHECK(rooms_of(first) == std::vector(of_cem.begin(), of_cem.begin() + 3));
  REQUIRE(first.next);
  const auto second = models.served_calls_of({"default"}, "user/cem", first.next, 3);
  CHECK(rooms_of(second) == std::vector(of_cem.begin() + 3, of_cem.end()));
  CHECK_FALSE(second.next);
  for (const auto* nobody : {"user/Cem", "Cem", "", "' OR 1=1 --"})
    CHECK(models.served_calls_of({"default"}, nobody, {}, 3).calls.empty());
  CHECK(models.served_calls_of({"default"}, "customer/cem", {}, 10).calls.size() == 5);
}

TEST_CASE("who a customer is, is known only as long as somebody vouches for it") {
  told_desk told;
  const auto by_login = told.match("default", user_id{"cem"});
  const auto by_site = told.match("default", user_id{"cem"}, "4711");
  const auto by_nobody = told.match("default", {});
  told.waits("default", user_id{"cem"});
  told.leaves("default");
  const auto after_one_left = told.match_alone("default");
  model_world world;
  world.append(told.all());
  const auto& models = world.models();
  CHECK(models.identity_of_customer(by_login) == "user/cem");
  CHECK(models.identity_of_customer(by_site) == "customer/4711");
  CHECK_FALSE(models.identity_of_customer(by_nobody));
  CHECK_FALSE(models.identity_of_customer(after_one_left));
  CHECK_FALSE(models.identity_of_customer({"queue~default~99"}));
}
