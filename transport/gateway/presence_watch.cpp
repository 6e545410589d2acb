#include "transport/gateway/presence_watch.hpp"

#include "transport/gateway/encode.hpp"
#include "transport/gateway/server_frames.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <utility>

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

void presence_watch::watch(watcher by, const std::vector<user_id>& people) {
  std::vector<user_id> to_ask;
  {
    const std::lock_guard lock{state_->mutex};
    const auto to = by.to;
    forget_locked(*state_, to);
    if (people.empty()) return;
    for (const auto& who : people) {
      auto& person = state_->people[who];
      person.watchers.insert(to);
      person.newcomers.insert(to);
      if (!std::exchange(person.is_asked, true)) to_ask.push_back(who);
    }
    state_->by_socket.insert_or_assign(to, watching{std::move(by), people});
  }
  for (const auto& who : to_ask)
    look(state_, who);
}

void presence_watch::forget(const socket& gone) {
  const std::lock_guard lock{state_->mutex};
  forget_locked(*state_, gone);
}

void presence_watch::forget_locked(state& of, const socket& gone) {
  const auto found = of.by_socket.find(gone);
  if (found == of.by_socket.end()) return;
  for (const auto& who : found->second.people) {
    const auto person = of.people.find(who);
    if (person == of.people.end()) continue;
    person->second.watchers.erase(gone);
    person->second.newcomers.erase(gone);
    // Whoever is asked about is forgotten with the answer.
    if (person->second.watchers.empty() && !person->second.is_asked) of.people.erase(person);
  }
  of.by_socket.erase(found);
}

void presence_watch::take(const envelope& happened) {
  if (!std::visit(changes_presence{}, std::get<user::event>(happened.body))) return;
  const user_id who{happened.stream.key};
  {
    const std::lock_guard lock{state_->mutex};
    const auto person = state_->people.find(who);
    if (person == state_->people.end()) return;
    if (std::exchange(person->second.is_asked, true))
      return person->second.is_changed = true, void();
  }
  look(state_, who);
}

/// Nobody has registered under the id of somebody unknown: they are not there either.
void presence_watch::look(const std::shared_ptr<state>& of, const user_id& who) {
  of->ask({stream_of(who),
           user::command{user::look{}},
           {},
           {},
           {},
           "user/" + who.value,
           [of, who](const outcome& answer) {
             const auto* told = std::get_if<reply>(&answer);
             const auto* person = told ? std::get_if<user::reply>(told) : nullptr;
             if (tell(*of, who, person ? person->state.get() : nullptr)) look(of, who);
           }});
}

bool presence_watch::tell(state& of, const user_id& who, const user::state* person) {
  const auto now = person ? user::presence_of(*person) : user::presence{};
  const auto is_shown_to = [&](const socket& each) {
    const auto& by = of.by_socket.at(each).by;
    if (!by.rooms || by.who == who) return true;
    return person && std::ranges::any_of(person->rooms, [&](const room_id& room) {
             return by.rooms->contains(room);
           });
  };
  const std::lock_guard lock{of.mutex};
  const auto found = of.people.find(who);
  if (found == of.people.end()) return false;
  auto& known = found->second;
  const auto newcomers = std::exchange(known.newcomers, {});
  const bool is_news = known.last_told && known.last_told != now;
  known.last_told = now;
  const auto frame = frame_of(who, now);
  for (const auto& each : newcomers)
    each->send(is_shown_to(each) ? frame : frame_of(who, {}));
  for (const auto& each : known.watchers)
    if (is_news && !newcomers.contains(each) && is_shown_to(each)) each->send(frame);
  const bool is_changed = std::exchange(known.is_changed, false);
  known.is_asked = is_changed && !known.watchers.empty();
  if (known.watchers.empty()) of.people.erase(found);
  return is_changed && of.people.contains(who);
}

} // namespace switchboard
