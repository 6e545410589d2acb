#include "tests/simulation/people.hpp"

#include <algorithm>

namespace switchboard::simulation {

namespace {

/// How often somebody acts on what is none of their business, or long past.
constexpr std::int64_t astray_permille = 100;
/// How often somebody asks over HTTP, without a device.
constexpr std::int64_t without_device_permille = 80;

} // namespace

const std::map<std::string, people::action> people::actions_{
    {"connect", &people::connect},
    {"drop", &people::drop},
    {"resume", &people::resume},
    {"disconnect", &people::disconnect},
    {"invite", &people::invite},
    {"accept", &people::accept},
    {"reject", &people::reject},
    {"cancel", &people::cancel},
    {"join", &people::join},
    {"leave", &people::leave},
    {"end", &people::end},
    {"change_media", &people::change_media},
    {"report", &people::report},
    {"write", &people::write},
    {"edit", &people::edit},
    {"add_member", &people::add_member},
    {"remove_member", &people::remove_member},
    {"set_status", &people::set_status},
    {"block", &people::block},
    {"look", &people::look},
    {"repeat", &people::repeat},
};

people::people(const workload& like, chance& random, front& server, const replay& seen)
    : like_{like}, random_{random}, server_{server}, seen_{seen} {
  for (std::size_t i = 0; i < like.users; ++i)
    everybody_.push_back({"u" + std::to_string(i)});
  for (std::size_t i = 0; i < like.groups; ++i)
    groups_.push_back(group_room("g" + std::to_string(i)));
  newcomers_ = everybody_;
  new_groups_ = groups_;
  for (const auto& user : everybody_)
    for (std::size_t i = 0; i < like.devices_each; ++i)
      devices_.push_back({user, {}, link::away, nullptr});
}

/// The server that held their sockets is not this one.
void people::meet_natives() {
  for (const auto& [key, person] : seen_.states<user::rules>()) {
    everybody_.push_back(person.id);
    if (!person.account) newcomers_.push_back(person.id);
    for (const auto& each : person.devices)
      devices_.push_back({person.id, each.connection_id, link::dropped, nullptr});
    devices_.push_back({person.id, {}, link::away, nullptr});
  }
  for (const auto& [key, room] : seen_.states<room::rules>())
    if (room.kind == room_kind::group) groups_.push_back(room.id);
}

void people::move_in() {
  for (const auto& user : newcomers_)
    server_.send("register", stream_of(user),
                 user::command{user::register_account{user.value, {}, user.value, role::user}},
                 actor_of(user));
  for (const auto& group : new_groups_) {
    const auto owner = anybody();
    auto members = everybody_;
    std::erase_if(members, [&](const user_id&) { return random_.below(4) == 0; });
    server_.send("create_group", stream_of(group),
                 room::command{room::create_group{owner, "", std::move(members)}}, actor_of(owner));
  }
}

bool people::act(const std::string& action) { return (this->*actions_.at(action))(); }

void people::lose_server() {
  for (auto& each : devices_) {
    each.pending.reset();
    const bool can_come_back = each.state == link::here || each.state == link::dropped;
    each.state = can_come_back ? link::dropped : link::away;
  }
}

void people::tend() {
  for (auto& each : devices_) {
    if (!each.pending) continue;
    if (each.pending->is_answered)
      finish(each);
    else if (each.pending->is_undone())
      server_.ask(each.pending);
  }
}

/// Its socket has come, gone or come back; or the server knows the connection no longer.
void people::finish(device& of) {
  const bool is_refused = std::exchange(of.pending, nullptr)->is_refused;
  if (of.state == link::coming)
    of.state = is_refused ? link::away : link::here;
  else if (of.state == link::going)
    of.state = link::away;
}

void people::go_home() {
  for (const auto& each : devices_)
    if (each.state == link::here && !each.pending) random_.below(2) == 0 ? drop() : disconnect();
}

bool people::is_at_rest() const {
  return std::ranges::none_of(devices_, [](const device& each) { return bool{each.pending}; });
}

void people::look_around() {
  for (const auto& user : everybody_)
    server_.send("look", stream_of(user), user::command{user::look{}}, actor_of(user));
  for (const auto& [key, room] : seen_.states<room::rules>())
    if (!room.members.empty())
      ask_room("look", room.id, room::look{room.members.front(), {}}, room.members.front());
}

// --- Coming and going ----------------------------------------------------------------------------

people::device* people::device_that_is(link state) {
  std::vector<device*> fitting;
  for (auto& each : devices_)
    if (each.state == state && !each.pending) fitting.push_back(&each);
  return fitting.empty() ? nullptr : random_.one_of(fitting);
}

bool people::connect() {
  auto* const coming = device_that_is(link::away);
  if (!coming) return false;
  coming->state = link::coming;
  coming->connection = {"k" + std::to_string(++connections_made_)};
  const auto& options = server_.server().options();
  coming->pending =
      server_.send("connect", stream_of(coming->user),
                   user::command{user::connect_device{coming->connection, options.node,
                                                      options.incarnation, "phone"}},
                   actor_of(coming->user));
  return true;
}

bool people::drop() {
  auto* const gone = device_that_is(link::here);
  if (!gone) return false;
  gone->state = link::dropped;
  const auto& options = server_.server().options();
  gone->pending = server_.send(
      "drop", stream_of(gone->user),
      user::command{user::suspect_device{gone->connection, options.node, options.incarnation}},
      actor_of(gone->user));
  return true;
}

bool people::resume() {
  auto* const back = device_that_is(link::dropped);
  if (!back) return false;
  back->state = link::coming;
  const auto& options = server_.server().options();
  back->pending = server_.send(
      "resume", stream_of(back->user),
      user::command{user::resume_device{back->connection, options.node, options.incarnation}},
      actor_of(back->user));
  return true;
}

bool people::disconnect() {
  auto* const gone = device_that_is(link::here);
  if (!gone) return false;
  gone->state = link::going;
  gone->pending = server_.send(
      "disconnect", stream_of(gone->user),
      user::command{user::disconnect_device{gone->connection, disconnect_reason::closed, {}, {}}},
      actor_of(gone->user));
  return true;
}

// --- Calls ---------------------------------------------------------------------------------------

bool people::invite() {
  const auto kind = random_.below(2) == 0 ? call_type::audio : call_type::video;
  if (random_.happens(without_device_permille)) {
    const auto caller = anybody();
    return ask_room("invite", any_room_of(caller), room::invite{caller, {}, kind}, caller);
  }
  const auto* const with = device_that_is(link::here);
  return with
         && ask_room("invite", any_room_of(with->user),
                     room::invite{with->user, with->connection, kind}, with->user);
}

bool people::accept() {
  const auto* const with = device_that_is(link::here);
  const auto user = with ? with->user : anybody();
  const auto call = call_ringing_for(user);
  const bool has_device = with && !random_.happens(without_device_permille);
  const auto connection = has_device ? std::optional{with->connection} : std::nullopt;
  return call && ask_about_call("accept", *call, room::accept{*call, user, connection}, user);
}

bool people::reject() {
  const auto user = anybody();
  const auto call = call_ringing_for(user);
  return call && ask_about_call("reject", *call, room::reject{*call, user, {}, {}}, user);
}

bool people::cancel() {
  const auto user = anybody();
  const auto call = call_with(user);
  return call && ask_about_call("cancel", *call, room::cancel{*call, user}, user);
}

bool people::join() {
  const auto* const with = device_that_is(link::here);
  if (!with) return false;
  const auto call = random_.below(2) == 0 ? call_with(with->user) : call_ringing_for(with->user);
  return call
         && ask_about_call("join", *call, room::join{*call, with->user, with->connection, {}},
                           with->user);
}

bool people::leave() {
  const auto* const with = device_that_is(link::here);
  if (!with) return false;
  const auto call = call_with(with->user);
  return call
         && ask_about_call("leave", *call, room::leave{*call, with->user, with->connection},
                           with->user);
}

bool people::end() {
  const auto user = anybody();
  const auto call = call_with(user);
  return call && ask_about_call("end", *call, room::end_call{*call, user, {}}, user);
}

bool people::change_media() {
  const auto* const with = device_that_is(link::here);
  if (!with) return false;
  const auto call = call_with(with->user);
  const room::media_state media{random_.below(2) == 0, random_.below(2) == 0, false};
  return call
         && ask_about_call("change_media", *call,
                           room::change_media{*call, with->user, with->connection, media},
                           with->user);
}

bool people::report() {
  const auto user = anybody();
  const auto call = call_with(user);
  if (!call) return false;
  return random_.below(2) == 0
             ? ask_about_call("transcript", *call, room::add_transcript{*call, user, "so it is"},
                              user)
             : ask_about_call("security_report", *call,
                              room::report_security{*call, user, anybody(), 0.7, 0.9, {}}, user);
}

// --- Messages, groups and themselves -------------------------------------------------------------

bool people::write() {
  const auto user = anybody();
  return ask_room("write", any_room_of(user), room::post_message{user, "hello", {}}, user);
}

bool people::edit() {
  const auto user = anybody();
  const auto id = any_room_of(user);
  const auto* const room = seen_.find<room::rules>(stream_of(id));
  if (!room || room->recent_messages.empty()) return false;
  const auto message = message_in(id, random_.one_of(room->recent_messages).seq);
  return random_.below(2) == 0
             ? ask_room("edit", id, room::edit_message{user, message, "hi", {}}, user)
             : ask_room("delete", id, room::delete_message{user, message}, user);
}

bool people::add_member() {
  if (groups_.empty()) return false;
  const auto by = anybody();
  return ask_room("add_member", random_.one_of(groups_), room::add_member{by, anybody()}, by);
}

bool people::remove_member() {
  if (groups_.empty()) return false;
  const auto by = anybody();
  const auto whom = random_.below(2) == 0 ? by : anybody();
  return ask_room("remove_member", random_.one_of(groups_), room::remove_member{by, whom}, by);
}

bool people::set_status() {
  const auto user = anybody();
  const bool is_available = random_.below(3) > 0;
  const user::set_status wanted{is_available ? availability::available : availability::busy,
                                random_.below(2) == 0};
  remember(server_.send("set_status", stream_of(user), user::command{wanted}, actor_of(user)));
  return true;
}

/// Most take it back soon, so that the others go on reaching each other.
bool people::block() {
  const auto user = anybody();
  const auto whom = anybody();
  const auto wanted = random_.below(4) == 0 ? user::command{user::block_person{whom}}
                                            : user::command{user::unblock_person{whom}};
  remember(server_.send("block", stream_of(user), wanted, actor_of(user)));
  return true;
}

bool people::look() {
  const auto user = anybody();
  if (random_.below(2) == 0) return ask_room("look", any_room_of(user), room::look{user, {}}, user);
  server_.send("look", stream_of(user), user::command{user::look{}}, actor_of(user));
  return true;
}

bool people::repeat() {
  std::vector<errand_ptr> worth_it;
  std::ranges::copy_if(errands_, std::back_inserter(worth_it), [](const errand_ptr& each) {
    return each->is_undone() || (each->is_answered && !each->is_refused);
  });
  if (worth_it.empty()) return false;
  server_.ask(random_.one_of(worth_it));
  return true;
}

// --- What they ask for, and what they know -------------------------------------------------------

bool people::ask_room(const char* what, const room_id& room, room::command body,
                      const user_id& who) {
  remember(server_.send(what, stream_of(room), std::move(body), actor_of(who)));
  return true;
}

bool people::ask_about_call(const char* what, const call_id& call, room::command body,
                            const user_id& who) {
  return ask_room(what, *room_of(call.value), std::move(body), who);
}

void people::remember(errand_ptr sent) {
  if (errands_.size() == max_remembered_errands) errands_.erase(errands_.begin());
  errands_.push_back(std::move(sent));
}

room_id people::any_room_of(const user_id& user) {
  if (!groups_.empty() && random_.below(2) == 0) return random_.one_of(groups_);
  auto other = anybody();
  while (other == user)
    other = anybody();
  return direct_room(user, other);
}

std::optional<call_id> people::any_call() {
  std::vector<call_id> calls;
  for (const auto& [key, room] : seen_.states<room::rules>()) {
    if (room.call()) calls.push_back(room.call()->id);
    if (!room.ended_calls.empty()) calls.push_back(call_in(room.id, room.ended_calls.back().seq));
  }
  return calls.empty() ? std::nullopt : std::optional{random_.one_of(calls)};
}

std::optional<call_id> people::call_ringing_for(const user_id& user) {
  const auto* const known = seen_.find<user::rules>(stream_of(user));
  if (!known || known->invitations.empty() || random_.happens(astray_permille)) return any_call();
  return random_.one_of(known->invitations).call_id;
}

std::optional<call_id> people::call_with(const user_id& user) {
  const auto* const known = seen_.find<user::rules>(stream_of(user));
  if (!known || known->calls.empty() || random_.happens(astray_permille)) return any_call();
  return random_.one_of(known->calls).call_id;
}

} // namespace switchboard::simulation
