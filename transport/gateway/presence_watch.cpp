#include "transport/gateway/presence_watch.hpp"

#include "transport/gateway/encode.hpp"
#include "transport/gateway/server_frames.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>

namespace switchboard {

namespace {

websocket::frame frame_of(const user_id& who, const user::presence& now) {
  return encode(
      says::presence{who, boost::describe::enum_to_string(now.status, "offline"), now.last_seen});
}

/// Whether an event can change how others see a person.
struct changes_presence {
  bool operator()(const user::device_connected&) const { return true; }
  bool operator()(const user::device_suspected&) const { return true; }
  bool operator()(const user::device_resumed&) const { return true; }
  bool operator()(const user::device_disconnected&) const { return true; }
  bool operator()(const user::call_entered&) const { return true; }
  bool operator()(const user::call_exited&) const { return true; }
  bool operator()(const user::status_set&) const { return true; }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }
};

} // namespace

void presence_watch::watch(const socket& to, const std::vector<user_id>& people) {
  {
    const std::lock_guard lock{state_->mutex};
    forget_locked(*state_, to);
    for (const auto& who : people)
      state_->people[who].watchers.push_back(to);
    if (!people.empty()) state_->by_socket[to] = people;
  }
  for (const auto& who : people)
    look(state_, who, [to, who](const user::presence& now) { to->send(frame_of(who, now)); });
}

void presence_watch::forget(const socket& gone) {
  const std::lock_guard lock{state_->mutex};
  forget_locked(*state_, gone);
}

void presence_watch::forget_locked(state& of, const socket& gone) {
  const auto found = of.by_socket.find(gone);
  if (found == of.by_socket.end()) return;
  for (const auto& who : found->second) {
    const auto person = of.people.find(who);
    if (person == of.people.end()) continue;
    std::erase(person->second.watchers, gone);
    if (person->second.watchers.empty()) of.people.erase(person);
  }
  of.by_socket.erase(found);
}

void presence_watch::take(const envelope& happened) {
  if (!std::visit(changes_presence{}, std::get<user::event>(happened.body))) return;
  const user_id who{happened.stream.key};
  {
    const std::lock_guard lock{state_->mutex};
    if (!state_->people.contains(who)) return;
  }
  look(state_, who, [of = state_, who](const user::presence& now) { tell_change(*of, who, now); });
}

/// Nobody has registered under the id of somebody unknown: they are not there either.
void presence_watch::look(const std::shared_ptr<state>& of, const user_id& who,
                          std::function<void(const user::presence&)> then) {
  of->ask({stream_of(who),
           user::command{user::look{}},
           {},
           {},
           {},
           "user/" + who.value,
           [then = std::move(then)](const outcome& answer) {
             const auto* told = std::get_if<reply>(&answer);
             const auto* person = told ? std::get_if<user::reply>(told) : nullptr;
             then(person && person->state ? user::presence_of(*person->state) : user::presence{});
           }});
}

/// Answers to several looks may overtake each other; each is as new as its look, and after the last
/// event there is a last look.
void presence_watch::tell_change(state& of, const user_id& who, const user::presence& now) {
  const std::lock_guard lock{of.mutex};
  const auto person = of.people.find(who);
  if (person == of.people.end() || person->second.last_told == now) return;
  person->second.last_told = now;
  const auto frame = frame_of(who, now);
  for (const auto& each : person->second.watchers)
    each->send(frame);
}

} // namespace switchboard
