#include "transport/gateway/playback.hpp"

#include "actors/user/presence.hpp"
#include "actors/user/rules.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <iterator>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t events_of_one_reading = 512;

/// Calls `visit(event)` for each event of a stream that happened before a position.
template <class Visit>
void for_each_before(const event_log& log, const stream_id& stream, std::uint64_t position,
                     Visit visit) {
  for (std::uint64_t from = 1;;) {
    const auto events = log.read_stream(stream, from, events_of_one_reading);
    for (const auto& each : events) {
      if (each.position >= position) return;
      visit(each.entry);
    }
    if (events.size() < events_of_one_reading) return;
    from = events.back().entry.seq + 1;
  }
}

template <class Kind, class Event>
const Event* body_as(const envelope& happened) {
  const auto* body = std::get_if<Kind>(&happened.body);
  return body ? std::get_if<Event>(body) : nullptr;
}

template <class Event>
const Event* as_room(const envelope& happened) {
  return body_as<room::event, Event>(happened);
}

template <class Event>
const Event* as_user(const envelope& happened) {
  return body_as<user::event, Event>(happened);
}

} // namespace

// --- People --------------------------------------------------------------------------------------

void people_of_log::see(const recorded& happened) {
  position_ = happened.position;
  const auto& stream = happened.entry.stream;
  if (stream.kind != entity_kind::user) return;
  const auto known = known_.find({stream.key});
  if (known != known_.end()) user::rules::evolve(known->second, happened.entry);
}

std::optional<profile> people_of_log::find(const user_id& who) {
  const auto [at, is_new] = known_.try_emplace(who);
  auto& state = at->second;
  if (is_new) {
    state.id = who;
    for_each_before(log_, stream_of(who), position_ + 1,
                    [&](const envelope& each) { user::rules::evolve(state, each); });
  }
  if (!state.account) return std::nullopt;
  return profile{who,
                 state.account->uuid,
                 who,
                 state.account->full_name,
                 boost::describe::enum_to_string(user::presence_of(state).status, ""),
                 state.account->created_at};
}

// --- One client ----------------------------------------------------------------------------------

playback::playback(const event_log& log, user_id whom, std::uint64_t first, std::uint64_t last)
    : log_{log},
      whom_{std::move(whom)},
      next_position_{first},
      last_position_{last},
      people_{log},
      calls_{log} {
  remember_what_was_before(first);
}

void playback::remember_what_was_before(std::uint64_t first) {
  user::state before;
  before.id = whom_;
  for_each_before(log_, stream_of(whom_), first, [&](const envelope& each) {
    user::rules::evolve(before, each);
    come_in(each);
  });
  groups_ = {before.rooms.begin(), before.rooms.end()};
}

std::optional<playback::moment> playback::next() {
  if (!read_on()) return std::nullopt;
  const auto happened = std::move(ahead_.front());
  ahead_.pop_front();
  people_.see(happened);
  come_in(happened.entry);
  moment made{happened.entry.time, {}};
  const auto find = [&](const user_id& who) { return people_.find(who); };
  for (const auto& told : deliveries_of(happened.entry, calls_, find))
    if (is_for_them(told.to)) made.frames.push_back(told.make(call_id{whom_.value}));
  go_out(happened.entry);
  return made;
}

bool playback::read_on() {
  if (!ahead_.empty()) return true;
  if (next_position_ > last_position_) return false;
  const auto wanted =
      std::min<std::uint64_t>(last_position_ - next_position_ + 1, events_of_one_reading);
  auto events = log_.read_all(next_position_, static_cast<std::size_t>(wanted));
  if (events.empty()) return false;
  next_position_ = events.back().position + 1;
  std::ranges::move(events, std::back_inserter(ahead_));
  return true;
}

/// Whoever becomes a member of a group is told of that too, and a device of what lets it in.
void playback::come_in(const envelope& happened) {
  const room_id room{happened.stream.key};
  if (const auto* made = as_room<room::created>(happened)) {
    if (std::ranges::count(made->members, whom_) > 0) groups_.insert(room);
  } else if (const auto* added = as_room<room::member_added>(happened)) {
    if (added->user_id == whom_) groups_.insert(room);
  } else if (const auto* came = as_room<room::participant_joined>(happened)) {
    if (came->user_id == whom_) devices_.insert(came->connection_id);
  } else if (const auto* opened = as_user<user::device_connected>(happened)) {
    if (happened.stream == stream_of(whom_)) devices_.insert(opened->connection_id);
  }
}

void playback::go_out(const envelope& happened) {
  const auto* removed = as_room<room::member_removed>(happened);
  if (removed && removed->user_id == whom_) groups_.erase({happened.stream.key});
}

bool playback::is_for_them(const audience& to) const {
  if (to.unless_told_at || to.except_person == whom_) return false;
  return std::ranges::count(to.people, whom_) > 0
         || std::ranges::any_of(to.devices,
                                [&](const connection_id& each) { return devices_.contains(each); })
         || (to.group && groups_.contains(*to.group));
}

} // namespace switchboard
