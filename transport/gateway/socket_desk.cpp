#include "transport/gateway/socket_desk.hpp"

#include "threads/guard.hpp"
#include "transport/accounts/secret.hpp"
#include "transport/gateway/encode.hpp"
#include "transport/net/address.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <algorithm>
#include <utility>

namespace switchboard {

namespace {

/// What a client may say before it is told that it may.
constexpr std::size_t max_early_frames = 64;
constexpr std::size_t max_early_bytes = 128 * 1024;
constexpr std::size_t connection_id_bytes = 12;

/// A side has no account, and whoever starts many of them is still one address.
std::shared_ptr<net::budget> budget_of(const gateway_core& core, const admitted& in) {
  auto& all = *core.ports.budgets;
  return in.is_side() ? all.addresses.of(net::address_group(in.address))
                      : all.people.of(in.who.value);
}

std::string word_of(reject_code code) {
  return boost::describe::enum_to_string(code, "unavailable");
}

} // namespace

socket_desk::socket_desk(std::shared_ptr<gateway_core> core, admitted in)
    : core_{std::move(core)}, in_{std::move(in)}, budget_{budget_of(*core_, in_)} {}

stream_id socket_desk::home() const {
  return in_.is_side() ? stream_of(*queue_of(in_.who.value)) : stream_of(in_.who);
}

void socket_desk::ask(switchboard::command what, std::function<void(const outcome&)> then) {
  core_->ports.ask({home(),
                    std::move(what),
                    new_connection().value,
                    {},
                    {},
                    "user/" + in_.who.value,
                    [me = shared_from_this(), then = std::move(then)](const outcome& told) {
                      me->attempt("socket", [&] { then(told); });
                    }});
}

/// A socket that cannot be served any further says so: its client comes again.
template <class Work>
void socket_desk::attempt(std::string_view where, Work&& work) {
  if (threads::guarded(where, std::forward<Work>(work))) return;
  socket_->close(websocket::close_code::internal_error, "the server failed at this");
  bool was_opening = false;
  {
    const std::lock_guard lock{mutex_};
    was_opening = phase_ == phase::opening || phase_ == phase::draining;
    if (was_opening) phase_ = phase::closed;
  }
  // Whoever closes it leaves the farewell to whoever opens it, which is no more.
  if (was_opening) threads::guarded(where, [&] { say_farewell(); });
}

void socket_desk::open(websocket::connection& opened) {
  socket_ = opened.shared();
  if (in_.holder && !in_.holder->session) core_->ends.add(in_.holder->expires_at, socket_);
  if (in_.is_side())
    open_side();
  else
    open_device();
}

// --- A person's device ---------------------------------------------------------------------------

void socket_desk::open_device() {
  if (!in_.resume) return connect_device(true);
  if (in_.resume->connection_id) return resume_device(*in_.resume->connection_id);
  find_dropped_device();
}

/// A client that knows what it has seen but not who it was: if just one of the person's devices has
/// dropped, it is that one.
void socket_desk::find_dropped_device() {
  ask(user::command{user::look{}}, [me = shared_from_this()](const outcome& told) {
    const auto* known = std::get_if<reply>(&told);
    const auto state = known ? std::get<user::reply>(*known).state : nullptr;
    std::vector<connection_id> dropped;
    if (state)
      for (const auto& each : state->devices)
        if (each.is_suspected()) dropped.push_back(each.connection_id);
    if (dropped.size() == 1)
      me->resume_device(dropped.front());
    else
      me->connect_device(true);
  });
}

void socket_desk::resume_device(const connection_id& id) {
  ask(user::command{user::resume_device{id, core_->options.node, core_->options.incarnation}},
      [me = shared_from_this(), id](const outcome& told) {
        if (std::holds_alternative<rejection>(told)) return me->connect_device(true);
        me->enroll(id);
        me->admit_device(std::get<reply>(told), true);
      });
}

void socket_desk::connect_device(bool may_register) {
  enroll(new_connection());
  ask(user::command{user::connect_device{me_->id, core_->options.node, core_->options.incarnation,
                                         in_.device}},
      [me = shared_from_this(), may_register](const outcome& told) {
        if (const auto* refused = std::get_if<rejection>(&told)) {
          me->core_->live.leave(*me->me_);
          const bool is_strange =
              refused->code == reject_code::unknown_user && !me->in_.holder->session;
          if (is_strange && may_register) return me->register_stranger();
          return me->refuse(*refused);
        }
        me->admit_device(std::get<reply>(told), false);
      });
}

/// The user of an outside issuer's token is known to us from their first visit on.
void socket_desk::register_stranger() {
  user::register_account made;
  made.uuid = random_uuid();
  made.full_name = in_.who.value;
  made.role = in_.holder->role;
  ask(user::command{std::move(made)},
      [me = shared_from_this()](const outcome&) { me->connect_device(false); });
}

void socket_desk::admit_device(const reply& told, bool is_resumed) {
  core_->remember(in_.who);
  const auto& state = std::get<user::reply>(told).state;
  greet(is_resumed, state ? state->rooms : std::vector<room_id>{}, std::nullopt);
}

// --- A queue's side ------------------------------------------------------------------------------

/// The ids of a side's connections begin as its own does, so nobody even tries another's.
void socket_desk::open_side() {
  const auto* named =
      in_.resume && in_.resume->connection_id ? &*in_.resume->connection_id : nullptr;
  if (named && named->value.starts_with(connection_prefix()))
    connect_side(*named, true);
  else
    connect_side(new_connection(), false);
}

/// Whether the side has had the connection that it wants to resume is for its queue to say.
void socket_desk::connect_side(connection_id id, bool is_resumed) {
  enroll(std::move(id));
  ask(queue::command{queue::connect_side{in_.who, me_->id, core_->options.node,
                                         core_->options.incarnation, is_resumed}},
      [me = shared_from_this(), is_resumed](const outcome& told) {
        if (const auto* refused = std::get_if<rejection>(&told)) {
          me->core_->live.leave(*me->me_);
          if (is_resumed && refused->code == reject_code::unknown_connection)
            return me->connect_side(me->new_connection(), false);
          return me->refuse(*refused);
        }
        me->admit_side(std::get<queue::reply>(std::get<reply>(told)).view);
      });
}

void socket_desk::admit_side(const queue::side_view& view) {
  std::optional<side_match> match;
  if (view.status == queue::side_status::matched && view.room_id && view.partner)
    match = side_match{*view.room_id, view.partner->name};
  greet(in_.resume && in_.resume->connection_id == me_->id, {}, std::move(match));
}

// --- Both ----------------------------------------------------------------------------------------

/// Whoever hears from a side's connection sees whose it is.
std::string socket_desk::connection_prefix() const {
  const auto& side = in_.who.value;
  return in_.is_side() ? side.substr(0, side.find('.')) + '-' : "c_";
}

connection_id socket_desk::new_connection() const {
  return {connection_prefix() + random_hex(connection_id_bytes)};
}

/// Nobody takes another person's connection over by naming it.
void socket_desk::enroll(connection_id id) {
  const auto session = in_.holder ? in_.holder->session : std::nullopt;
  const bool is_admin = in_.holder && in_.holder->role == role::admin;
  me_ = std::make_shared<subscriber>(in_.who, std::move(id), session, socket_, in_.key);
  me_->is_admin = is_admin;
  auto position = core_->live.enroll(me_, !in_.resume);
  if (!position) {
    me_ = std::make_shared<subscriber>(in_.who, new_connection(), session, socket_, in_.key);
    me_->is_admin = is_admin;
    position = core_->live.enroll(me_, !in_.resume);
  }
  enrolled_at_ = position.value_or(0);
}

void socket_desk::greet(bool is_resumed, std::vector<room_id> groups,
                        std::optional<side_match> match) {
  auto rooms = groups;
  if (match) rooms.push_back(match->room);
  socket_->send(encode(says::connection{me_->id, in_.who, core_->ports.time.now(),
                                        core_->options.heartbeat_ms,
                                        core_->options.reconnect_grace_ms, is_resumed}));
  core_->live.follow(*me_, groups, std::move(match));
  if (in_.resume || !core_->live.open(*me_)) return resume(std::move(rooms));
  begin();
}

/// Whoever connects anew has missed nothing, unless very much came while it was being let in.
void socket_desk::resume(std::vector<room_id> rooms) {
  auto missed = std::make_shared<resumption>(
      core_, me_, std::move(rooms), in_.resume, enrolled_at_,
      [me = shared_from_this()] { me->attempt("socket", [&] { me->begin(); }); });
  {
    const std::lock_guard lock{mutex_};
    resuming_ = missed;
    if (phase_ == phase::closed) missed->give_up();
  }
  core_->resumes.add(std::move(missed));
}

void socket_desk::begin() {
  frames_.emplace(core_, me_, in_.bound_to, in_.holder ? in_.holder->role : role::user);
  {
    const std::lock_guard lock{mutex_};
    resuming_.reset();
    if (phase_ != phase::closed) phase_ = phase::draining;
  }
  drain_early();
}

/// What the client said too early is handled before what it says now.
void socket_desk::drain_early() {
  for (;;) {
    std::vector<std::string> early;
    {
      const std::lock_guard lock{mutex_};
      if (phase_ == phase::closed) break;
      if (early_.empty()) {
        phase_ = phase::open;
        return;
      }
      early.swap(early_);
      early_bytes_ = 0;
    }
    for (const auto& each : early)
      handle(each);
  }
  say_farewell();
}

void socket_desk::refuse(const rejection& why) {
  {
    // There is nobody to say farewell for.
    const std::lock_guard lock{mutex_};
    me_ = nullptr;
  }
  socket_->send(encode(says::error{{}, word_of(why.code), why.message}));
  const bool may_return = why.code == reject_code::unavailable;
  socket_->close(may_return ? websocket::close_code::internal_error
                            : websocket::close_code::not_admitted,
                 why.message);
}

void socket_desk::take(std::string_view text) {
  {
    const std::lock_guard lock{mutex_};
    if (phase_ == phase::opening || phase_ == phase::draining) {
      early_bytes_ += text.size();
      if (early_.size() < max_early_frames && early_bytes_ <= max_early_bytes)
        return early_.emplace_back(text), void();
      return refuse_for_rate(text, "Wait for the `connection` frame first.");
    }
  }
  handle(text);
}

void socket_desk::handle(std::string_view text) {
  if (!budget_->take(text.size()).is_granted)
    return refuse_for_rate(text, "You send too much at once; slow down.");
  frames_->take(text);
}

void socket_desk::refuse_for_rate(std::string_view frame, std::string why) {
  socket_->send(encode(says::error{find_frame_id(frame), "rate_limited", std::move(why)}));
}

void socket_desk::warn_of_rate(std::string_view dropped) {
  if (!dropped.empty())
    refuse_for_rate(dropped, "Too many frames at once: this one was dropped; slow down.");
}

void socket_desk::close(const websocket::close_info& how) {
  core_->presence.forget(socket_);
  core_->overview.forget(socket_);
  {
    const std::lock_guard lock{mutex_};
    ended_ = how;
    const bool is_busy = phase_ == phase::opening || phase_ == phase::draining;
    phase_ = phase::closed;
    if (resuming_) resuming_->give_up();
    if (is_busy) return; // Whoever is opening it finds out, and then says farewell.
  }
  say_farewell();
}

/// A connection that went without a goodbye may come back; one that said goodbye is gone. A page
/// that goes away says so for its browser, and does not know whether it is only loaded again.
void socket_desk::say_farewell() {
  if (!me_ || !core_->live.leave(*me_)) return;
  const auto& [node, incarnation] = std::pair{core_->options.node, core_->options.incarnation};
  const auto ignore = [core = core_](const outcome&) {};
  if (in_.is_side()) return ask(queue::command{queue::suspect_side{in_.who, me_->id}}, ignore);
  const bool is_signed_out =
      ended_.by == websocket::closed_by::server
      && ended_.code == static_cast<std::uint16_t>(websocket::close_code::session_ended);
  const bool said_goodbye =
      ended_.by == websocket::closed_by::peer
      && ended_.code != static_cast<std::uint16_t>(websocket::close_code::going_away);
  if (said_goodbye || is_signed_out)
    return ask(user::command{user::disconnect_device{me_->id,
                                                     is_signed_out ? disconnect_reason::logged_out
                                                                   : disconnect_reason::closed,
                                                     node, incarnation}},
               ignore);
  ask(user::command{user::suspect_device{me_->id, node, incarnation}}, ignore);
}

} // namespace switchboard
