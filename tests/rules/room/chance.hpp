#pragma once

#include "tests/rules/room/words.hpp"

#include <random>
#include <string>
#include <vector>

namespace switchboard::room::testing {

/// Choices that follow from a seed alone, on every machine.
class chance {
public:
  explicit chance(std::uint64_t seed) : engine_{seed} {}

  std::size_t below(std::size_t limit) { return engine_() % limit; }
  bool one_in(std::size_t count) { return below(count) == 0; }

  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

private:
  std::mt19937_64 engine_;
};

/// Commands as a crowd of confused, hasty and malicious people would send them.
class crowd {
public:
  crowd(chance& by, std::vector<user_id> people) : by_{by}, people_{std::move(people)} {}

  command next(const room_scenario& room);

private:
  user_id somebody() { return by_.pick(people_); }
  connection_id device_of(const user_id& user) {
    return {user.value + (by_.one_in(3) ? "-2" : "-1")};
  }
  device maybe_device_of(const user_id& user) {
    return by_.one_in(3) ? std::nullopt : device{device_of(user)};
  }
  call_id some_call(const room_scenario& room);
  message_id some_message(const room_scenario& room) {
    return message_in(room.state().id, by_.below(room.seq() + 2) + 1);
  }

  command about_ringing(const room_scenario& room);
  command about_presence(const room_scenario& room);
  command about_conversation(const room_scenario& room);
  command about_what_is_sent(const room_scenario& room);

  chance& by_;
  std::vector<user_id> people_;
};

inline call_id crowd::some_call(const room_scenario& room) {
  const auto& now = room.state();
  if (now.call() && !by_.one_in(10)) return now.call()->id;
  if (!now.ended_calls.empty() && by_.one_in(2))
    return call_in(now.id, by_.pick(now.ended_calls).seq);
  return call_in(now.id, by_.below(room.seq() + 2) + 1);
}

inline command crowd::next(const room_scenario& room) {
  switch (by_.below(8)) {
  case 0:
    return tick{};
  case 1:
    return about_conversation(room);
  case 2:
    return about_what_is_sent(room);
  case 3:
  case 4:
    return about_ringing(room);
  default:
    return about_presence(room);
  }
}

inline command crowd::about_ringing(const room_scenario& room) {
  const auto call = some_call(room);
  const auto user = somebody();
  const auto with = maybe_device_of(user);
  switch (by_.below(7)) {
  case 0:
    return accept{call, user, with};
  case 1:
    return reject{call, user, with, {}};
  case 2:
    return cancel{call, user};
  case 3:
    return note_ringing{call, user};
  case 4:
    return note_busy{call, user};
  default:
    return invite{user, with, call_type::audio};
  }
}

inline command crowd::about_presence(const room_scenario& room) {
  const auto call = some_call(room);
  const auto user = somebody();
  const auto with = device_of(user);
  switch (by_.below(12)) {
  case 0:
    return leave{call, user, with};
  case 1:
    return drop_participant{call, user, with, leave_reason::node_restarted};
  case 2:
    return drop_participant{call, user, with, leave_reason::left};
  case 3:
  case 4:
    return suspect_participant{call, user, with, room.now() + 20'000};
  case 5:
    return resume_participant{call, user, with};
  case 6:
    return end_call{call, user, {}};
  default:
    return join{call, user, with, {}};
  }
}

inline command crowd::about_conversation(const room_scenario& room) {
  const auto user = somebody();
  switch (by_.below(9)) {
  case 8:
    return bar_contact{user, by_.one_in(4)};
  case 0:
    return edit_message{user, some_message(room), "edited", {}};
  case 1:
    return delete_message{user, some_message(room)};
  case 2:
    return add_member{user, somebody()};
  case 3:
    return remove_member{user, somebody()};
  case 4:
    return change_settings{user, "A name"};
  case 5:
    return look{user, some_call(room)};
  default:
    return post_message{user, "hello", {}};
  }
}

inline command crowd::about_what_is_sent(const room_scenario& room) {
  const auto call = some_call(room);
  const auto user = somebody();
  const auto with = device_of(user);
  switch (by_.below(5)) {
  case 0:
    return change_media{call, user, with, {by_.one_in(2), by_.one_in(2), by_.one_in(2)}};
  case 1:
    return note_recording{call, user, with, by_.one_in(2)};
  case 2:
    return report_quality{call, user, with, {}};
  case 3:
    return report_security{call, user, somebody(), 0.75, 0.75, {}};
  default:
    return add_transcript{call, user, "hello"};
  }
}

} // namespace switchboard::room::testing
