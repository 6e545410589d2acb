#include "tests/rules/room/words.hpp"

#include <limits>

namespace switchboard::room::testing {

namespace {

constexpr media_state muted{false, true, false};

} // namespace

TEST_CASE("A device says what it sends, and others hear only of changes") {
  direct_scenario room;
  room.both_in();
  room.when(change_media{room.call.id, bob, {"b1"}, muted})
      .then({media_changed{room.call.id, bob, {"b1"}, muted}});
  room.when(change_media{room.call.id, bob, {"b1"}, muted}).then_nothing();
  CHECK(find_participant(*room.state().call(), bob, {"b1"})->media == muted);
}

TEST_CASE("A device says that it records, and that it stopped") {
  direct_scenario room;
  room.both_in();
  room.when(note_recording{room.call.id, bob, {"b1"}, false}).then_nothing();
  for (const bool is_recording : {true, false}) {
    room.when(note_recording{room.call.id, bob, {"b1"}, is_recording})
        .then({recording_noted{room.call.id, bob, {"b1"}, is_recording}});
    room.when(note_recording{room.call.id, bob, {"b1"}, is_recording}).then_nothing();
  }
}

TEST_CASE("A device says how good its connection is") {
  direct_scenario room;
  room.policy.max_content_bytes = 16;
  room.both_in();
  room.when(report_quality{room.call.id, bob, {"b1"}, {R"({"loss":0.1})"}})
      .then({quality_reported{room.call.id, bob, {"b1"}, {R"({"loss":0.1})"}}});
  room.when(report_quality{room.call.id, bob, {"b1"}, {R"("0123456789abcdef")"}})
      .then_rejected(reject_code::too_long);
}

TEST_CASE("What a device says of itself is heard only from within the call") {
  direct_scenario room;
  room.ringing().when(room.call.join(alice, "a1"));
  const auto say_all = [&](const user_id& user, const char* connection) {
    return std::vector<command>{change_media{room.call.id, user, {connection}, muted},
                                note_recording{room.call.id, user, {connection}, true},
                                report_quality{room.call.id, user, {connection}, {}}};
  };
  for (const auto& each : say_all(bob, "b1"))
    room.when(each).then_rejected(reject_code::not_a_participant);
  for (const auto& each : say_all(alice, "a2"))
    room.when(each).then_rejected(reject_code::not_a_participant);
  room.when(room.call.end(alice));
  for (const auto& each : say_all(alice, "a1"))
    room.when(each).then_rejected(reject_code::already_ended);
}

TEST_CASE("What is said in a call is written by who takes part") {
  direct_scenario room;
  room.policy.max_content_bytes = 8;
  room.ringing();
  room.when(add_transcript{room.call.id, bob, "hello"})
      .then_rejected(reject_code::not_a_participant);
  room.when(room.call.accept(bob)).when(add_transcript{room.call.id, bob, "hello"});
  room.then({transcript_added{room.call.id, bob, "bob", "hello"}});
  room.when(add_transcript{room.call.id, bob, ""}).then_rejected(reject_code::bad_value);
  room.when(add_transcript{room.call.id, bob, "123456789"}).then_rejected(reject_code::too_long);
}

TEST_CASE("A report is a risk when it is high enough and sure enough") {
  struct {
    double risk_score;
    double confidence;
    risk_status status;
  } const cases[] = {
      {0, 0, risk_status::safe},     {0.49, 1, risk_status::safe}, {1, 0.49, risk_status::safe},
      {0.5, 0.5, risk_status::risk}, {1, 1, risk_status::risk},
  };
  direct_scenario room;
  room.both_in();
  for (const auto& each : cases) {
    CAPTURE(each.risk_score);
    CAPTURE(each.confidence);
    room.when(report_security{room.call.id, alice, bob, each.risk_score, each.confidence, {}})
        .then({security_reported{
            room.call.id, alice, bob, each.risk_score, each.confidence, each.status, {}}});
  }
}

TEST_CASE("A report is by a participant, about a participant, and in numbers from 0 to 1") {
  constexpr auto no_number = std::numeric_limits<double>::quiet_NaN();
  struct {
    user_id reporter;
    user_id subject;
    double risk_score;
    double confidence;
    reject_code code;
  } const cases[] = {
      {stranger, bob, 0.5, 0.5, reject_code::not_a_participant},
      {carol, bob, 0.5, 0.5, reject_code::not_a_participant},
      {alice, carol, 0.5, 0.5, reject_code::bad_target},
      {alice, stranger, 0.5, 0.5, reject_code::bad_target},
      {alice, bob, -0.1, 0.5, reject_code::bad_value},
      {alice, bob, 1.1, 0.5, reject_code::bad_value},
      {alice, bob, 0.5, -0.1, reject_code::bad_value},
      {alice, bob, 0.5, 1.1, reject_code::bad_value},
      {alice, bob, no_number, 0.5, reject_code::bad_value},
      {alice, bob, 0.5, no_number, reject_code::bad_value},
  };
  group_scenario room;
  room.two_in();
  for (const auto& each : cases) {
    CAPTURE(each.reporter.value);
    CAPTURE(each.subject.value);
    room.when(report_security{
                  room.call.id, each.reporter, each.subject, each.risk_score, each.confidence, {}})
        .then_rejected(each.code);
  }
}

} // namespace switchboard::room::testing
