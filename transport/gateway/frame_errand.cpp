#include "transport/gateway/frame_errand.hpp"

#include "actors/fingerprint.hpp"
#include "transport/accounts/secret.hpp"
#include "transport/engagement/engagement.hpp"
#include "transport/engagement/reach.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace switchboard {

namespace {

constexpr std::size_t made_id_bytes = 8;

/// The client's own id without the quotes, so that 7 and "7" are one; a new one if it gave none.
std::string command_id_of(const says::frame_reference& re) {
  if (!re) return "f_" + random_hex(made_id_bytes);
  const auto& text = re->text;
  return text.starts_with('"') ? text.substr(1, text.size() - 2) : text;
}

} // namespace

frame_errand::frame_errand(frame_desk of, says::frame_reference re) {
  auto command_id = command_id_of(re);
  its_ = std::make_shared<const contents>(
      contents{std::move(of), std::move(re), std::move(command_id)});
}

void frame_errand::refuse(std::string code, std::string message) const {
  say(encode(says::error{re(), std::move(code), std::move(message)}));
}

void frame_errand::refuse(const rejection& why) const {
  says::error told{re(), boost::describe::enum_to_string(why.code, "unavailable"), why.message};
  if (why.retry_after_ms > 0) told.retry_after_ms = why.retry_after_ms;
  say(encode(told));
}

void frame_errand::acknowledge(std::optional<call_id> call) const {
  say(encode(says::ack{re(), std::move(call), {}, {}}));
}

/// It names an event, and whoever resumes counts it as seen: so it must not come before what
/// happened earlier.
void frame_errand::acknowledge(const room::reply& told) const {
  auto call = told.call_id;
  if (call && is_side()) call = me()->own_call();
  auto said = encode(says::ack{re(), std::move(call), told.room_id, told.message_id},
                     place{stream_of(told.room_id), told.seq});
  core()->live.when_caught_up([me = me(), said = std::move(said)] { me->socket->send(said); });
}

void frame_errand::command_in_room(const room_id& to, room::command what,
                                   std::optional<std::uint64_t> fingerprint) const {
  send(
      stream_of(to), std::move(what), command_id(),
      [self = *this](const outcome& told) {
        if (const auto* refused = std::get_if<rejection>(&told)) return self.refuse(*refused);
        self.acknowledge(std::get<room::reply>(std::get<reply>(told)));
      },
      fingerprint);
}

void frame_errand::command_in_queue(queue::command what) const {
  command<queue::reply>(stream_of(queue()), std::move(what), [self = *this](const queue::reply&) {
    self.acknowledge(self.me()->own_call());
  });
}

void frame_errand::send(const stream_id& to, switchboard::command what, const std::string& id,
                        std::function<void(const outcome&)> then,
                        std::optional<std::uint64_t> fingerprint) const {
  if (!id.empty()) me()->commands->add(id);
  // An id that the server made comes once.
  const bool is_named = re() && !id.empty();
  if (!fingerprint && is_named) fingerprint = fingerprint_of(to, what);
  core()->ports.ask({to,
                     std::move(what),
                     id,
                     {},
                     {},
                     me()->actor_name(),
                     [self = *this, then = std::move(then)](const outcome& told) {
                       self.attempt([&] { then(told); });
                     },
                     is_named ? *fingerprint : 0});
}

bool frame_errand::is_new(const room_id& to, room::command what) const {
  if (!re()) return true;
  const auto stream = stream_of(to);
  const switchboard::command asked{std::move(what)};
  const auto fingerprint = fingerprint_of(stream, asked);
  return core()->ports.recall(
             {stream, asked, command_id(), {}, {}, me()->actor_name(), {}, fingerprint})
         == key_standing::fresh;
}

// --- Which call ----------------------------------------------------------------------------------

void frame_errand::with_call(const std::optional<call_id>& named,
                             std::function<void(const call_id&, const room_id&)> then) const {
  const bool is_named = named && !named->empty();
  if (is_side() && (!is_named || *named == me()->own_call())) {
    const auto call = core()->live.call_of_side(*me());
    if (!call) return refuse("not_matched", "There is no partner: wait for `matched`.");
    return then(*call, *room_of(call->value));
  }
  const auto id = is_named ? named->value : bound_to().value_or("");
  if (id.empty()) return refuse("bad_frame", "call_id: a call's id is expected on this socket");
  if (is_room(id)) return look_for_call({id}, std::move(then));
  const auto room = room_of(id);
  if (!room) return refuse("unknown_call", "There is no such call.");
  then({id}, *room);
}

/// A room has at most one live call.
void frame_errand::look_for_call(const room_id& room,
                                 std::function<void(const call_id&, const room_id&)> then) const {
  send(stream_of(room), room::command{room::look{who(), {}}}, {},
       [self = *this, room, then = std::move(then)](const outcome& told) {
         if (const auto* refused = std::get_if<rejection>(&told)) return self.refuse(*refused);
         const auto& state = std::get<room::reply>(std::get<reply>(told)).state;
         if (!state || !state->call())
           return self.refuse("unknown_call", "There is no call in this room now.");
         then(state->call()->id, room);
       });
}

// --- With whom -----------------------------------------------------------------------------------

void frame_errand::with_person(const user_id& person, std::function<void()> then) const {
  if (core()->is_known(person)) return if_reachable(person, std::move(then));
  send(stream_of(person), user::command{user::look{}}, {},
       [self = *this, person, then = std::move(then)](const outcome& told) {
         if (const auto* refused = std::get_if<rejection>(&told)) return self.refuse(*refused);
         self.core()->remember(person);
         self.if_reachable(person, then);
       });
}

void frame_errand::if_reachable(const user_id& person, std::function<void()> then) const {
  reach{core()->ports.ask, core()->options.contacts}.to_write(
      who(), person, [self = *this, then = std::move(then)](const reach::verdict& refused) {
        if (refused) return self.refuse(*refused);
        then();
      });
}

void frame_errand::with_room(const std::optional<user_id>& person,
                             const std::optional<room_id>& named,
                             std::function<void(const room_id&)> then) const {
  if (person && named) return refuse("bad_frame", "Either a person or a room, and not both.");
  if (person) {
    if (*person == who()) return refuse("bad_target", "This is yourself.");
    const auto room = direct_room(who(), *person);
    return with_person(*person, [room, then = std::move(then)] { then(room); });
  }
  if (named) {
    if (!is_room(named->value)) return refuse("unknown_room", "There is no such room.");
    return with_members_of(*named, std::move(then));
  }
  if (is_side())
    return with_call({},
                     [then = std::move(then)](const call_id&, const room_id& room) { then(room); });
  if (!bound_to()) return refuse("bad_frame", "A person or a room is expected.");
  with_members_of(is_room(*bound_to()) ? room_id{*bound_to()} : *room_of(*bound_to()),
                  std::move(then));
}

/// Whoever names the room of two people comes up to the other one of them.
void frame_errand::with_members_of(const room_id& room,
                                   std::function<void(const room_id&)> then) const {
  const auto other = other_in(room, who());
  if (!other) return then(room);
  with_person(*other, [room, then = std::move(then)] { then(room); });
}

// --- Whether in another call ---------------------------------------------------------------------

void frame_errand::unless_in_call_beside(const room_id& room, std::function<void()> then) const {
  send(stream_of(who()), user::command{user::look{}}, {},
       [self = *this, room, then = std::move(then)](const outcome& told) {
         if (const auto* refused = std::get_if<rejection>(&told)) return self.refuse(*refused);
         std::vector<call_id> elsewhere;
         if (const auto& state = std::get<user::reply>(std::get<reply>(told)).state)
           for (const auto& each : state->calls)
             if (room_of(each.call_id.value) != room) elsewhere.push_back(each.call_id);
         find_engagement(self.core()->ports.ask, self.who(), std::move(elsewhere),
                         [self, then](bool is_engaged) {
                           if (!is_engaged) return then();
                           self.refuse("already_in_call", "You are in another call: end it first.");
                         });
       });
}

} // namespace switchboard
