#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

namespace {

std::string text_of(const std::optional<connection_id>& device) {
  return device ? ' ' + device->value : "";
}

/// A reaction in words: `user/bob enter_call b1`.
struct spelling {
  std::string operator()(const user::note_room_joined& asked) const {
    return "note_room_joined " + asked.room_id.value;
  }
  std::string operator()(const user::note_room_left& asked) const {
    return "note_room_left " + asked.room_id.value;
  }
  std::string operator()(const user::receive_invitation& asked) const {
    return "receive_invitation " + asked.caller_id.value;
  }
  std::string operator()(const user::close_invitation& asked) const {
    return std::string{"close_invitation "} + boost::describe::enum_to_string(asked.outcome, "?");
  }
  std::string operator()(const user::enter_call& asked) const {
    return "enter_call" + text_of(asked.connection_id);
  }
  std::string operator()(const user::exit_call& asked) const {
    return "exit_call" + text_of(asked.connection_id);
  }
  template <class Other>
  std::string operator()(const Other&) const {
    return "something that a room has no business to ask";
  }
};

std::vector<std::string> spelt(const reactions& all) {
  std::vector<std::string> lines;
  for (const auto& each : all)
    lines.push_back(to_string(each.to) + ' '
                    + std::visit(spelling{}, std::get<user::command>(each.body)));
  return lines;
}

using lines = std::vector<std::string>;

} // namespace

TEST_CASE("Members follow their room from its start, and the callee rings") {
  direct_scenario room;
  room.ringing();
  CHECK(spelt(room.reactions_of_last())
        == lines{"user/alice note_room_joined direct~alice~bob",
                 "user/bob note_room_joined direct~alice~bob", "user/alice enter_call",
                 "user/bob receive_invitation alice"});
  room.when(room.call.join(bob, "b1"));
  CHECK(spelt(room.reactions_of_last())
        == lines{"user/bob close_invitation accepted", "user/bob enter_call",
                 "user/bob enter_call b1"});
  room.when(room.call.leave(bob, "b1"));
  CHECK(spelt(room.reactions_of_last())
        == lines{"user/bob exit_call b1", "user/alice exit_call", "user/bob exit_call"});
}

TEST_CASE("Every end of an invitation is told to the invited") {
  const call_words call{{"direct~alice~bob~3"}};
  struct {
    command asked;
    std::string outcome;
  } const cases[] = {
      {call.reject(bob), "rejected"},
      {call.cancel(alice), "cancelled"},
      {call.is_busy(bob), "busy"},
  };
  for (const auto& each : cases) {
    direct_scenario room;
    room.ringing().when(each.asked);
    CHECK(spelt(room.reactions_of_last())
          == lines{"user/bob close_invitation " + each.outcome, "user/alice exit_call",
                   "user/bob exit_call"});
  }
  direct_scenario room;
  room.ringing().when_due();
  CHECK(spelt(room.reactions_of_last())
        == lines{"user/bob close_invitation missed", "user/alice exit_call", "user/bob exit_call"});
}

TEST_CASE("A group's members learn from their room that it rings, and nobody asks each of them") {
  group_scenario room;
  room.ringing();
  CHECK(spelt(room.reactions_of_last()) == lines{"user/alice enter_call"});
  room.when(room.call.join(bob, "b1"));
  CHECK(spelt(room.reactions_of_last()) == lines{"user/bob enter_call", "user/bob enter_call b1"});
  room.when(room.call.end(alice));
  CHECK(spelt(room.reactions_of_last()) == lines{"user/alice exit_call", "user/bob exit_call"});
}

TEST_CASE("Members who come and go are told so") {
  group_scenario room;
  room.when(add_member{alice, dave});
  CHECK(spelt(room.reactions_of_last()) == lines{"user/dave note_room_joined group~team"});
  room.when(remove_member{alice, dave});
  CHECK(spelt(room.reactions_of_last()) == lines{"user/dave note_room_left group~team"});
}

TEST_CASE("The sides of a queue's call have no user to tell") {
  queue_scenario room;
  for (const auto& each : {room.open(), room.call.join(agent, "g1"), room.call.leave(agent, "g1"),
                           command{end_call{room.call.id, {}, end_reason::completed}}}) {
    const auto seq_before = room.seq();
    room.when(each);
    CHECK(room.seq() > seq_before);
    CHECK(room.reactions_of_last().empty());
  }
}

TEST_CASE("What stays within the room asks nothing of anybody") {
  direct_scenario room;
  room.both_in();
  for (const auto& each :
       {says(alice, "hello"), room.call.suspect(bob, "b1", room.now() + 1'000),
        room.call.resume(bob, "b1"), command{add_transcript{room.call.id, bob, "hello"}},
        command{note_recording{room.call.id, bob, {"b1"}, true}}}) {
    const auto seq_before = room.seq();
    room.when(each);
    CHECK(room.seq() > seq_before);
    CHECK(room.reactions_of_last().empty());
  }
}

} // namespace switchboard::room::testing
