#pragma once

#include "actors/room/rules.hpp"
#include "tests/support/scenario.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

/// The words in which the rules of rooms are told: commands and events in one line each.
namespace switchboard::room::testing {

using device = std::optional<connection_id>;

inline device on(std::string name) { return connection_id{std::move(name)}; }

inline const user_id alice{"alice"};
inline const user_id bob{"bob"};
inline const user_id carol{"carol"};
inline const user_id dave{"dave"};
inline const user_id stranger{"mallory"};
inline const std::vector<user_id> both{alice, bob};

/// What can be asked of one call, and what can happen in it.
struct call_words {
  call_id id;

  command accept(user_id user, device with = {}) const { return room::accept{id, user, with}; }
  command reject(user_id user, device with = {}) const { return room::reject{id, user, with, {}}; }
  command cancel(user_id user) const { return room::cancel{id, user}; }
  command rings(user_id user) const { return note_ringing{id, user}; }
  command is_busy(user_id user) const { return note_busy{id, user}; }
  command join(user_id user, std::string with) const { return room::join{id, user, {with}, {}}; }
  command leave(user_id user, std::string with) const { return room::leave{id, user, {with}}; }
  command suspect(user_id user, std::string with, timestamp until) const {
    return suspect_participant{id, user, {with}, until};
  }
  command resume(user_id user, std::string with) const {
    return resume_participant{id, user, {with}};
  }
  command drop(user_id user, std::string with,
               leave_reason why = leave_reason::connection_lost) const {
    return drop_participant{id, user, {with}, why};
  }
  command end(user_id user) const { return end_call{id, user, {}}; }

  event accepted(user_id user, device with = {}) const { return call_accepted{id, user, with}; }
  event rejected(user_id user, device with = {}) const { return call_rejected{id, user, with, {}}; }
  event cancelled(user_id user) const { return call_cancelled{id, user}; }
  event missed(user_id user) const { return call_missed{id, user}; }
  event rang(user_id user) const { return call_ringing{id, user}; }
  event ringing_ended(invitation_outcome outcome, std::vector<user_id> people) const {
    return room::ringing_ended{id, outcome, std::move(people)};
  }
  event busy(user_id user) const { return call_busy{id, user}; }
  event joined(user_id user, std::string with) const {
    return participant_joined{id, user, {with}, {}};
  }
  event left(user_id user, std::string with, leave_reason why = leave_reason::left) const {
    return participant_left{id, user, {with}, why};
  }
  event suspected(user_id user, std::string with, timestamp until) const {
    return participant_suspected{id, user, {with}, until};
  }
  event resumed(user_id user, std::string with) const {
    return participant_resumed{id, user, {with}};
  }
  /// Of a call that nobody took.
  event ended(end_reason reason, std::optional<user_id> by, std::vector<user_id> concerned) const {
    return call_ended{id, reason, by, std::move(concerned), {}, 0};
  }
  event ended(end_reason reason, std::optional<user_id> by, std::vector<user_id> concerned,
              timestamp started_at, std::int64_t duration_ms) const {
    return call_ended{id, reason, by, std::move(concerned), started_at, duration_ms};
  }
};

inline command calls(user_id caller, device with = {}) {
  return invite{caller, with, call_type::video};
}
inline command says(user_id sender, std::string content) {
  return post_message{sender, std::move(content), {}};
}

using room_scenario = switchboard::testing::scenario<rules>;

/// The room of two people. The first thing that happens in it is its creation, so the first call
/// there is number 3: its message comes before it.
struct direct_scenario : room_scenario {
  direct_scenario() : scenario{stream_of(direct_room(alice, bob))} {}

  const call_words call{{"direct~alice~bob~3"}};

  direct_scenario& ringing() {
    when(calls(alice, on("a1")));
    return *this;
  }
  direct_scenario& both_in() {
    ringing();
    when(call.join(alice, "a1"));
    when(call.join(bob, "b1"));
    return *this;
  }
};

/// A group of alice, who owns it, bob and carol.
struct group_scenario : room_scenario {
  group_scenario() : scenario{stream_of(group_room("team"))} {
    given({created{room_kind::group, {alice, bob, carol}, "Team", {}}});
  }

  const call_words call{{"group~team~3"}};

  group_scenario& ringing() {
    when(calls(alice, on("a1")));
    return *this;
  }
  group_scenario& two_in() {
    ringing();
    when(call.join(alice, "a1"));
    when(call.join(bob, "b1"));
    return *this;
  }
};

inline const user_id customer{"side_0123456789abcdef0123456789abcdef"};
inline const user_id agent{"side_fedcba9876543210fedcba9876543210"};

/// The room of a queue's match.
struct queue_scenario : room_scenario {
  queue_scenario() : scenario{stream_of(queue_room({"default"}, 7))} {}

  const call_words call{{"queue~default~7~2"}};

  static command open() {
    return open_queue_call{
        {{customer, queue_role::customer, "Ann"}, {agent, queue_role::agent, "Ben"}},
        call_type::audio};
  }
};

} // namespace switchboard::room::testing
