#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

event text(std::string id, user_id from, std::optional<user_id> to, std::string content,
           json_text extra = {}) {
  return message_posted{{std::move(id)},    std::move(from),    std::move(to),
                        message_type::text, std::move(content), std::move(extra)};
}

command edits(user_id by, std::string id, std::string content) {
  return edit_message{std::move(by), {std::move(id)}, std::move(content), {}};
}

command deletes(user_id by, std::string id) {
  return delete_message{std::move(by), {std::move(id)}};
}

} // namespace

TEST_CASE("The first message between two people makes their room") {
  direct_scenario room;
  room.when(says(bob, "hello"))
      .then({created{room_kind::direct, {alice, bob}, {}, {}},
             text("direct~alice~bob~2", bob, alice, "hello")});
  room.when(says(alice, "hi")).then({text("direct~alice~bob~3", alice, bob, "hi")});
}

TEST_CASE("A group's message has no receiver, and only members write") {
  group_scenario room;
  room.when(says(carol, "hello")).then({text("group~team~2", carol, {}, "hello")});
  room.when(says(stranger, "let me in")).then_rejected(reject_code::not_a_member);
}

TEST_CASE("Nobody writes in a room that cannot be") {
  struct {
    room_id room;
    user_id sender;
    reject_code code;
  } const cases[] = {
      {direct_room(alice, bob), stranger, reject_code::not_a_member},
      {direct_room(alice, alice), alice, reject_code::unknown_room},
      {group_room("team"), alice, reject_code::unknown_room},
      {queue_room({"default"}, 7), customer, reject_code::unknown_room},
  };
  for (const auto& each : cases) {
    CAPTURE(each.room.value);
    room_scenario room{stream_of(each.room)};
    room.when(says(each.sender, "hello")).then_rejected(each.code);
    room.when(calls(each.sender)).then_rejected(each.code);
  }
}

TEST_CASE("A message has something in it, and not too much") {
  direct_scenario room;
  room.policy.max_content_bytes = 8;
  room.when(says(alice, "")).then_rejected(reject_code::bad_value);
  room.when(says(alice, "123456789")).then_rejected(reject_code::too_long);
  room.when(post_message{alice, "", {R"("12345678")"}}).then_rejected(reject_code::too_long);
  room.given({created{room_kind::direct, {alice, bob}, {}, {}}});
  room.when(says(alice, "12345678")).then({text("direct~alice~bob~2", alice, bob, "12345678")});
  room.when(post_message{alice, "", {R"({"a":1})"}})
      .then({text("direct~alice~bob~3", alice, bob, "", {R"({"a":1})"})});
}

TEST_CASE("Only its sender changes a message, and not once it is deleted") {
  group_scenario room;
  room.when(says(bob, "helo"));
  room.when(edits(alice, "group~team~2", "mine")).then_rejected(reject_code::forbidden);
  room.when(edits(stranger, "group~team~2", "mine")).then_rejected(reject_code::not_a_member);
  room.when(edits(bob, "group~team~2", "")).then_rejected(reject_code::bad_value);
  room.when(edits(bob, "group~team~2", "hello"))
      .then({message_edited{{"group~team~2"}, "hello", {}}});
  room.when(deletes(alice, "group~team~2")).then_rejected(reject_code::forbidden);
  room.when(deletes(bob, "group~team~2")).then({message_deleted{{"group~team~2"}}});
  room.when(edits(bob, "group~team~2", "again")).then_rejected(reject_code::unknown_message);
  room.when(deletes(bob, "group~team~2")).then_rejected(reject_code::unknown_message);
}

TEST_CASE("What is no message of a person cannot be changed") {
  group_scenario room;
  room.ringing();
  for (const auto* id : {"group~team~1", "group~team~2", "group~team~3", "group~team~99",
                         "group~other~2", "nonsense", ""}) {
    CAPTURE(id);
    room.when(edits(alice, id, "changed")).then_rejected(reject_code::unknown_message);
  }
}

TEST_CASE("A room remembers the senders of its last messages only") {
  group_scenario room;
  for (std::size_t i = 0; i <= recent_messages_kept; ++i)
    room.when(says(bob, "hello"));
  CHECK(room.state().recent_messages.size() == recent_messages_kept);
  room.when(edits(bob, "group~team~2", "changed")).then_rejected(reject_code::unknown_message);
  room.when(edits(bob, "group~team~3", "changed"))
      .then({message_edited{{"group~team~3"}, "changed", {}}});
}

TEST_CASE("Messages keep their senders when another member leaves") {
  group_scenario room;
  room.when(says(bob, "from bob")).when(says(carol, "from carol"));
  room.when(remove_member{bob, bob});
  room.when(edits(carol, "group~team~2", "mine")).then_rejected(reject_code::unknown_message);
  room.when(edits(carol, "group~team~3", "still mine"))
      .then({message_edited{{"group~team~3"}, "still mine", {}}});
}

} // namespace switchboard::room::testing
