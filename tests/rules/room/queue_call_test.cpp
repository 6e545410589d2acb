#include "tests/rules/room/words.hpp"

namespace switchboard::room::testing {

TEST_CASE("A queue's match opens a room with a call, once") {
  queue_scenario room;
  room.when(room.open())
      .then({created{room_kind::queue,
                     {customer, agent},
                     {},
                     {{customer, queue_role::customer, "Ann"}, {agent, queue_role::agent, "Ben"}}},
             call_opened{room.call.id, call_type::audio}});
  room.when(room.open()).then_nothing();
  CHECK(room.state().call()->started_at == room.now());
  CHECK_FALSE(rules::deadline(room.state()).has_value());
}

TEST_CASE("Only a queue's room, and two different sides, make a queue's call") {
  direct_scenario direct;
  direct.when(queue_scenario::open()).then_rejected(reject_code::bad_target);
  queue_scenario alone;
  alone.when(open_queue_call{{{agent, queue_role::agent, "Ben"}}, call_type::audio})
      .then_rejected(reject_code::bad_target);
  const side same{agent, queue_role::agent, "Ben"};
  alone.when(open_queue_call{{same, same}, call_type::audio})
      .then_rejected(reject_code::bad_target);
}

TEST_CASE("The sides come, go and come back; their queue alone ends the call") {
  queue_scenario room;
  room.when(room.open());
  room.when(room.call.join(agent, "g1")).then({room.call.joined(agent, "g1")});
  room.when(room.call.join(customer, "c1")).then({room.call.joined(customer, "c1")});
  room.when(room.call.leave(customer, "c1")).then({room.call.left(customer, "c1")});
  room.when(room.call.join(customer, "c1")).then({room.call.joined(customer, "c1")});
  room.when(room.call.suspect(agent, "g1", room.now() + 1'000)).when_due();
  room.then({room.call.left(agent, "g1", leave_reason::connection_lost)});
  room.when(room.call.end(agent)).then_rejected(reject_code::forbidden);
  room.when(end_call{room.call.id, {}, end_reason::abandoned})
      .then({room.call.ended(end_reason::abandoned, {}, {customer, agent}, room.now() + -1'000,
                             1'000)});
  room.when(end_call{room.call.id, {}, end_reason::abandoned}).then_nothing();
}

TEST_CASE("The queue may say which side ended the call") {
  queue_scenario room;
  room.when(room.open()).when(end_call{room.call.id, customer, end_reason::completed});
  room.then({room.call.ended(end_reason::completed, customer, {customer, agent}, room.now(), 0)});
}

TEST_CASE("The end of a queue's call waits for its beginning") {
  queue_scenario room;
  const command end = end_call{room.call.id, customer, end_reason::completed};
  room.when(end).then_rejected(reject_code::unavailable);
  room.when(room.open()).when(end);
  CHECK(room.state().ended_calls.size() == 1);
}

TEST_CASE("Nobody else comes into a queue's call") {
  queue_scenario room;
  room.when(room.open()).when(room.call.join(alice, "a1"));
  room.then_rejected(reject_code::not_a_participant);
}

TEST_CASE("A transcript names its side, also before the side has come in") {
  queue_scenario room;
  room.when(room.open());
  room.when(add_transcript{room.call.id, customer, "hello"})
      .then({transcript_added{room.call.id, customer, "customer", "hello"}});
  room.when(add_transcript{room.call.id, agent, "hi"})
      .then({transcript_added{room.call.id, agent, "agent", "hi"}});
  room.when(add_transcript{room.call.id, alice, "me too"})
      .then_rejected(reject_code::not_a_participant);
}

} // namespace switchboard::room::testing
