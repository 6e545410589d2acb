#include "transport/gateway/hub.hpp"

#include "threads/guard.hpp"
#include "transport/gateway/call_frames.hpp"
#include "transport/gateway/encode.hpp"

#include <algorithm>
#include <chrono>

namespace switchboard {

namespace {

using threads::failure_kind;

/// How soon an event is tried again for which the log could not be read. The last pause is about
/// five seconds after the first.
constexpr std::chrono::milliseconds shortest_pause{10};
constexpr std::chrono::milliseconds longest_pause{2'560};
constexpr std::uint64_t events_looked_back = 10'000;
constexpr std::size_t events_read_at_once = 1'000;

bool is_group(std::string_view room) { return room.starts_with("group~"); }
bool is_group(const room_id& room) { return is_group(room.value); }
bool is_group(const stream_id& room) { return is_group(room.key); }

const room::event* room_event(const envelope& happened) {
  return std::get_if<room::event>(&happened.body);
}

} // namespace

hub::hub(event_log& log, find_profile people, user_event_sink on_user_event,
         const frame_limits& held)
    : log_{log},
      people_{std::move(people)},
      on_user_event_{std::move(on_user_event)},
      held_{held},
      calls_{log} {}

hub::~hub() { stop(); }

void hub::start() {
  position_ = log_.head();
  // What began to ring before this server began is not far back.
  for (auto from = position_ - std::min(position_, events_looked_back) + 1; from <= position_;) {
    const auto events = log_.read_all(from, events_read_at_once);
    if (events.empty()) break;
    for (const auto& each : events)
      note_ringing(each.entry);
    from = events.back().position + 1;
  }
  following_ = log_.follow(position_ + 1, [this](const accepted_batch& batch) { take(batch); });
}

void hub::stop() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  is_stopped_.notify_all();
  following_.reset();
}

// --- Coming and going ----------------------------------------------------------------------------

std::optional<std::uint64_t> hub::enroll(const std::shared_ptr<subscriber>& coming, bool is_new) {
  const std::lock_guard lock{mutex_};
  auto& holder = by_connection_[coming->id];
  if (holder) {
    if (holder->who != coming->who) return std::nullopt;
    const auto replaced = holder;
    coming->commands = replaced->commands;
    for (const auto& group : replaced->groups)
      unfollow(*replaced, group);
    std::erase(by_person_[replaced->who], replaced);
    std::erase(admins_, replaced);
    replaced->socket->close(websocket::close_code::replaced,
                            "the connection was resumed elsewhere");
  }
  holder = coming;
  by_person_[coming->who].push_back(coming);
  if (is_new) coming->told_since = position_;
  if (coming->is_admin) admins_.push_back(coming);
  coming->is_new = is_new;
  return position_;
}

bool hub::is_enrolled(const subscriber& known) const {
  const auto holder = by_connection_.find(known.id);
  return holder != by_connection_.end() && holder->second.get() == &known;
}

void hub::follow(subscriber& coming, const std::vector<room_id>& groups,
                 std::optional<side_match> match) {
  const std::lock_guard lock{mutex_};
  if (!is_enrolled(coming)) return;
  for (const auto& each : groups) {
    if (!is_group(each)) continue;
    follow(coming, each);
    if (coming.is_new) ring(coming, each);
  }
  if (match && !coming.match) coming.match = std::move(match);
}

std::uint64_t hub::hold_anew(subscriber& coming) {
  const std::lock_guard lock{mutex_};
  coming.held = {};
  return position_;
}

bool hub::open(subscriber& ready) {
  const std::lock_guard lock{mutex_};
  if (!is_enrolled(ready)) return true;
  if (ready.held.is_cut()) return false;
  for (const auto* each : {&ready.held, &ready.unlogged})
    for (const auto& frame : each->frames())
      ready.socket->send(frame);
  ready.held = {};
  ready.unlogged = {};
  ready.is_open = true;
  return true;
}

bool hub::leave(const subscriber& gone) {
  const std::lock_guard lock{mutex_};
  if (!is_enrolled(gone)) return false;
  const auto holder = by_connection_.find(gone.id);
  for (const auto& group : gone.groups)
    unfollow(gone, group);
  const auto person = by_person_.find(gone.who);
  std::erase(person->second, holder->second);
  std::erase(admins_, holder->second);
  if (person->second.empty()) by_person_.erase(person);
  by_connection_.erase(holder);
  return true;
}

void hub::unfollow(const subscriber& gone, const room_id& group) {
  const auto followers = by_group_.find(group);
  if (followers == by_group_.end()) return;
  std::erase(followers->second, &gone);
  if (followers->second.empty()) by_group_.erase(followers);
}

std::size_t hub::count() const {
  const std::lock_guard lock{mutex_};
  return by_connection_.size();
}

std::size_t hub::count_of(const user_id& who) const {
  const std::lock_guard lock{mutex_};
  const auto found = by_person_.find(who);
  return found == by_person_.end() ? 0 : found->second.size();
}

void hub::close_session(const session_id& ended) {
  const std::lock_guard lock{mutex_};
  for (const auto& [id, each] : by_connection_)
    if (each->session == ended)
      each->socket->close(websocket::close_code::session_ended, "signed out");
}

void hub::close_people(const user_id& who, websocket::close_code code, const std::string& reason) {
  const std::lock_guard lock{mutex_};
  if (const auto* all = subscribers_of(who))
    for (const auto& each : *all)
      each->socket->close(code, reason);
}

// --- What happens --------------------------------------------------------------------------------

/// Whoever asks something meanwhile waits for an event at most.
void hub::take(const accepted_batch& batch) {
  for (const auto& each : *batch) {
    std::unique_lock lock{mutex_};
    deliver(each.entry, lock);
    position_ = each.position;
    run_caught_up();
  }
  for (const auto& each : *batch)
    if (std::holds_alternative<user::event>(each.entry.body))
      threads::guarded(failure_kind::follower, "presence", [&] { on_user_event_(each.entry); });
}

/// A log that cannot be read may be readable in a moment, so what needs it waits for a while; the
/// node says meanwhile that it is not ready. What throws for another reason will do so again: it is
/// counted, and the next event has its turn. Those who missed its frames find them when they fetch.
void hub::deliver(const envelope& happened, std::unique_lock<std::mutex>& lock) {
  threads::trouble unreadable{"nobody is told of what happens"};
  for (auto pause = shortest_pause;; pause *= 2) {
    std::string why;
    const bool is_over = threads::guarded(failure_kind::follower, "hub", [&] {
      try {
        take_event(happened);
      } catch (const log_error& unread) {
        if (is_stopping_ || pause > longest_pause) throw;
        why = unread.what();
      }
    });
    if (!is_over || why.empty()) return;
    unreadable.begin(why);
    is_stopped_.wait_for(lock, pause, [&] { return is_stopping_; });
  }
}

void hub::take_event(const envelope& happened) {
  follow_membership(happened);
  note_ringing(happened);
  const auto* queue = std::get_if<queue::event>(&happened.body);
  if (const auto* match = queue ? std::get_if<queue::matched>(queue) : nullptr)
    return route_match(*match, happened);
  for (const auto& each : deliveries_of(happened, calls_, people_))
    route(each, happened);
  if (const auto* over = queue ? std::get_if<queue::call_completed>(queue) : nullptr) {
    forget_match(over->customer_call_id);
    forget_match(over->agent_call_id);
  }
  if (const auto* body = room_event(happened))
    if (const auto* came = std::get_if<room::participant_joined>(body))
      answer_join(*came, place_of(happened));
  unfollow_membership(happened);
}

void hub::note_ringing(const envelope& happened) {
  const auto* body = room_event(happened);
  if (!body || !is_group(happened.stream)) return;
  if (const auto* begun = std::get_if<room::call_invited>(body))
    ringing_[room_id{happened.stream.key}] = begun->call_id;
  else if (std::holds_alternative<room::ringing_ended>(*body)
           || std::holds_alternative<room::call_ended>(*body))
    ringing_.erase(room_id{happened.stream.key});
}

/// A member who comes while it rings is told what the others were told when it began.
void hub::ring(subscriber& coming, const room_id& group) {
  const auto found = ringing_.find(group);
  const auto* call = found == ringing_.end() ? nullptr : calls_.find(found->second);
  if (!call || !call->caller || !std::ranges::count(call->targets, coming.who)) return;
  for (const auto& each : frames_of_ringing(*call, people_))
    send_unlogged(coming, each);
}

/// Members follow a group from the event that makes them members, which they are told of too.
void hub::follow_membership(const envelope& happened) {
  if (const auto* user = std::get_if<user::event>(&happened.body)) {
    if (const auto* joined = std::get_if<user::room_joined>(user))
      follow_group({happened.stream.key}, joined->room_id);
    return;
  }
  const auto* body = room_event(happened);
  if (!body || !is_group(happened.stream)) return;
  const room_id room{happened.stream.key};
  if (const auto* made = std::get_if<room::created>(body))
    for (const auto& each : made->members)
      follow_group(each, room);
  else if (const auto* added = std::get_if<room::member_added>(body))
    follow_group(added->user_id, room);
}

void hub::unfollow_membership(const envelope& happened) {
  const auto* body = room_event(happened);
  if (const auto* removed = body ? std::get_if<room::member_removed>(body) : nullptr)
    unfollow_group(removed->user_id, {happened.stream.key});
}

void hub::follow_group(const user_id& who, const room_id& group) {
  auto* all = is_group(group) ? subscribers_of(who) : nullptr;
  if (!all) return;
  for (const auto& each : *all)
    follow(*each, group);
}

void hub::follow(subscriber& coming, const room_id& group) {
  if (std::ranges::count(coming.groups, group)) return;
  coming.groups.push_back(group);
  by_group_[group].push_back(&coming);
}

void hub::unfollow_group(const user_id& who, const room_id& group) {
  auto* all = subscribers_of(who);
  if (!all) return;
  for (const auto& each : *all) {
    std::erase(each->groups, group);
    unfollow(*each, group);
  }
}

void hub::route(const delivery& told, const envelope& happened) {
  std::optional<websocket::frame> made;
  const auto give = [&](subscriber& to) {
    if (to.is_spared_by(told.to, happened)) return;
    if (!made) made = told.make(to.own_call());
    send(to, *made);
  };
  for (const auto& who : told.to.people)
    if (const auto* all = subscribers_of(who))
      for (const auto& each : *all)
        give(*each);
  for (const auto& id : told.to.devices)
    if (const auto found = by_connection_.find(id); found != by_connection_.end())
      give(*found->second);
  if (told.to.has_admins)
    for (const auto& each : admins_)
      give(*each);
  if (!told.to.group) return;
  if (const auto found = by_group_.find(*told.to.group); found != by_group_.end())
    for (auto* each : found->second)
      give(*each);
}

void hub::send(subscriber& to, const websocket::frame& said) {
  if (to.is_open)
    to.socket->send(said);
  else
    to.held.add(said, held_);
}

void hub::send_unlogged(subscriber& to, const websocket::frame& said) {
  if (to.is_open)
    to.socket->send(said);
  else
    to.unlogged.add(said, held_);
}

hub::subscribers* hub::subscribers_of(const user_id& who) {
  const auto found = by_person_.find(who);
  return found == by_person_.end() ? nullptr : &found->second;
}

void hub::when_caught_up(std::function<void()> act) {
  const std::lock_guard lock{mutex_};
  waiting_.emplace(log_.head(), std::move(act));
  run_caught_up();
}

void hub::run_caught_up() {
  while (!waiting_.empty() && waiting_.begin()->first <= position_) {
    const auto act = std::move(waiting_.begin()->second);
    waiting_.erase(waiting_.begin());
    threads::guarded("delivery", act);
  }
}

} // namespace switchboard
