#include "transport/people_log/event_narrator.hpp"

#include <doctest/doctest.h>

#include <algorithm>

namespace switchboard {

namespace {

envelope event_with(switchboard::event body) {
  envelope made;
  made.stream = {entity_kind::room, "direct~alice~bob"};
  made.seq = 7;
  made.actor = "user/alice";
  made.command_id = "command-1";
  made.correlation_id = "direct~alice~bob~7";
  made.body = std::move(body);
  return made;
}

std::string told(const people_log::fields& about, std::string_view name) {
  const auto found =
      std::ranges::find(about, name, [](const people_log::field& each) { return each.first; });
  return found == about.end() ? "" : found->second;
}

TEST_CASE("an event is told with its stream, its command and its ids") {
  room::call_rejected rejected{
      {"direct~alice~bob~3"}, {"bob"}, connection_id{"phone"}, "I am in the bath"};
  const auto about = told_of(event_with(room::event{rejected}));
  CHECK(told(about, "stream") == "room/direct~alice~bob");
  CHECK(told(about, "seq") == "7");
  CHECK(told(about, "actor") == "user/alice");
  CHECK(told(about, "command") == "command-1");
  CHECK(told(about, "call_id") == "direct~alice~bob~3");
  CHECK(told(about, "user_id") == "bob");
  CHECK(told(about, "connection_id") == "phone");
}

TEST_CASE("nothing that a person wrote is told") {
  const auto hold_texts_back = [](switchboard::event body) {
    for (const auto& [name, value] : told_of(event_with(std::move(body))))
      CHECK(value.find("secret") == std::string::npos);
  };
  room::message_posted posted;
  posted.content = "a secret";
  posted.extra_data = {R"({"secret":1})"};
  hold_texts_back(room::event{posted});
  hold_texts_back(
      user::event{user::registered{"uuid", "secret@example.org", "Secret Name", role::user}});
  hold_texts_back(room::event{room::call_rejected{{"call"}, {"bob"}, {}, "secret reason"}});
  hold_texts_back(user::event{user::banned{"secret reason"}});
}

} // namespace

} // namespace switchboard
