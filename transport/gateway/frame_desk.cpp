#include "transport/gateway/frame_desk.hpp"

#include "actors/fingerprint.hpp"
#include "transport/gateway/call_frames.hpp"
#include "transport/gateway/frame_errand.hpp"

#include <boost/describe/enum_to_string.hpp>

#include <set>

namespace switchboard {

namespace {

room::media_state merge(const asks::media_wish& wish, room::media_state now) {
  now.audio = wish.audio.value_or(now.audio);
  now.video = wish.video.value_or(now.video);
  now.screen = wish.screen.value_or(now.screen);
  return now;
}

/// What each kind of frame asks for.
class performing {
public:
  /// `text` is the frame as it came, for the one that takes fields of any name.
  performing(frame_errand errand, std::string_view text) : self_{std::move(errand)}, text_{text} {}

  // --- Ringing -----------------------------------------------------------------------------------

  void operator()(const asks::call_invitation& asked) const {
    if (self_.is_side()) return refuse_side();
    const room::invite what{self_.who(), self_.device(),
                            asked.call_type.value_or(call_type::video)};
    if (was_done(asked.target_user_id, what)) return;
    self_.with_room(asked.target_user_id, asked.room_id, [self = self_, what](const room_id& room) {
      if (!self.is_new(room, what)) return self.command_in_room(room, what);
      self.unless_in_call_beside(room, [self, room, what] { invite(self, room, what); });
    });
  }

  void operator()(const asks::call_accept& asked) const {
    in_call(asked, [self = self_](const call_id& call) {
      return room::accept{call, self.who(), self.device()};
    });
  }

  void operator()(const asks::call_reject& asked) const {
    in_call(asked, [self = self_, reason = asked.reason](const call_id& call) {
      return room::reject{call, self.who(), self.device(), reason};
    });
  }

  void operator()(const asks::call_cancel& asked) const {
    in_call(asked, [self = self_](const call_id& call) { return room::cancel{call, self.who()}; });
  }

  // --- Being in a call ---------------------------------------------------------------------------

  /// The answer is the roster, as the hub knows it when it delivers the event.
  void operator()(const asks::join& asked) const {
    self_.with_call(asked.call_id, [self = self_, asked](const call_id& call, const room_id& room) {
      const auto media = merge(asked.media.value_or(asks::media_wish{}), {});
      self.core()->live.expect_join(*self.me(), call, self.re());
      self.send(stream_of(room), room::command{room::join{call, self.who(), self.device(), media}},
                self.command_id(), [self, call](const outcome& told) {
                  if (const auto* refused = std::get_if<rejection>(&told)) {
                    self.core()->live.forget_join(*self.me(), call);
                    return self.refuse(*refused);
                  }
                  self.core()->live.settle_join(self.me(), call);
                });
    });
  }

  void operator()(const asks::leave& asked) const {
    if (self_.is_side()) return self_.command_in_queue(queue::leave_side{self_.who()});
    in_call(asked, [self = self_](const call_id& call) {
      return room::leave{call, self.who(), self.device()};
    });
  }

  void operator()(const asks::call_end& asked) const {
    if (self_.is_side()) return self_.command_in_queue(queue::complete_call{self_.who()});
    in_call(asked, [self = self_](const call_id& call) {
      return room::end_call{call, self.who(), {}};
    });
  }

  void operator()(const asks::call_ended& asked) const { (*this)(asks::call_end{asked.call_id}); }

  void operator()(const asks::offer& asked) const { hand_on(asks::offer::type, asked); }
  void operator()(const asks::answer& asked) const { hand_on(asks::answer::type, asked); }
  void operator()(const asks::ice_candidate& asked) const {
    hand_on(asks::ice_candidate::type, asked);
  }

  void operator()(const asks::media& asked) const {
    self_.with_call(
        asked.call_id, [self = self_, wish = asked.wish](const call_id& call, const room_id& room) {
          const auto now = self.core()->live.media_of(*self.me(), call);
          // What it sends already is no part of what the frame asks for.
          self.command_in_room(
              room, room::change_media{call, self.who(), self.device(), merge(wish, now)},
              fingerprint_of(stream_of(room), "media " + call.value + json::to_text(wish)));
        });
  }

  void operator()(const asks::recording& asked) const {
    in_call(asked, [self = self_, is_recording = asked.is_recording](const call_id& call) {
      return room::note_recording{call, self.who(), self.device(), is_recording};
    });
  }

  void operator()(const asks::transcript& asked) const {
    in_call(asked, [self = self_, text = asked.text](const call_id& call) {
      return room::add_transcript{call, self.who(), text};
    });
  }

  void operator()(const asks::security_report& asked) const {
    in_call(asked, [self = self_, asked](const call_id& call) {
      return room::report_security{
          call,         self.who(), asked.subject_user_id, asked.risk_score, asked.confidence,
          asked.signals};
    });
  }

  void operator()(const asks::quality_report& asked) const {
    auto measured = json::parse(text_);
    for (const auto* known : {"type", "id", "call_id"})
      measured.erase(known);
    in_call(asked, [self = self_, text = measured.dump()](const call_id& call) {
      return room::report_quality{call, self.who(), self.device(), {text}};
    });
  }

  // --- Conversations -----------------------------------------------------------------------------

  void operator()(const asks::message& asked) const {
    if (self_.is_side() && asked.to) return refuse_side();
    const room::post_message what{self_.who(), asked.content, asked.extra_data};
    if (was_done(asked.to, what)) return;
    self_.with_room(asked.to, asked.room_id, [self = self_, what](const room_id& room) {
      self.command_in_room(room, what);
    });
  }

  void operator()(const asks::message_edit& asked) const {
    with_message(asked.message_id, [&](const room_id& room) {
      self_.command_in_room(
          room, room::edit_message{self_.who(), asked.message_id, asked.content, asked.extra_data});
    });
  }

  void operator()(const asks::message_delete& asked) const {
    with_message(asked.message_id, [&](const room_id& room) {
      self_.command_in_room(room, room::delete_message{self_.who(), asked.message_id});
    });
  }

  // --- People ------------------------------------------------------------------------------------

  void operator()(const asks::presence_subscribe& asked) const {
    if (self_.is_side()) return refuse_side();
    if (asked.user_ids.size() > presence_watch::max_watched)
      return self_.refuse("limit_reached", "At most " + std::to_string(presence_watch::max_watched)
                                               + " people can be watched on a socket.");
    const auto cost = static_cast<double>(1 + asked.user_ids.size());
    if (const auto wait_ms = self_.core()->presence_rates.take(self_.who(), cost))
      return self_.refuse(rejection{reject_code::rate_limited,
                                    "You begin to watch too many people too often: wait a moment.",
                                    wait_ms});
    if (self_.core()->options.is_presence_open) return watch(self_, asked.user_ids, std::nullopt);
    self_.command<user::reply>(
        stream_of(self_.who()), user::command{user::look{}},
        [self = self_, people = asked.user_ids](const user::reply& me) {
          watch(self, people, std::set<room_id>{me.state->rooms.begin(), me.state->rooms.end()});
        });
  }

  void operator()(const asks::status_set& asked) const {
    if (self_.is_side()) return refuse_side();
    self_.command<user::reply>(
        stream_of(self_.who()),
        user::command{user::set_status{asked.status, asked.call_waiting.value_or(false)}},
        [self = self_](const user::reply&) { self.acknowledge(); });
  }

  void operator()(const asks::overview_subscribe&) const {
    if (!self_.is_admin()) return refuse_all_but_admins();
    self_.acknowledge();
    self_.core()->overview.watch(self_.me()->socket);
  }

  void operator()(const asks::overview_unsubscribe&) const {
    if (!self_.is_admin()) return refuse_all_but_admins();
    self_.core()->overview.forget(self_.me()->socket);
    self_.acknowledge();
  }

  void operator()(const asks::ping&) const {
    self_.say(encode(says::pong{self_.re(), self_.core()->ports.time.now()}));
  }

  // --- Queues ------------------------------------------------------------------------------------

  void operator()(const asks::start_call&) const {
    if (!self_.is_side())
      return self_.refuse("bad_target", "A queue's side has a socket of its own: /ws/call/ID.");
    self_.command<queue::reply>(
        stream_of(self_.queue()), queue::command{queue::look{self_.who()}},
        [self = self_](const queue::reply& told) { start(self, told.view); });
  }

  void operator()(const asks::offer_accept& asked) const {
    in_queue(queue::accept_offer{self_.who(), asked.offer_id});
  }
  void operator()(const asks::offer_reject& asked) const {
    in_queue(queue::reject_offer{self_.who(), asked.offer_id});
  }
  void operator()(const asks::agent_ready&) const {
    in_queue(queue::make_agent_ready{self_.who()});
  }
  void operator()(const asks::agent_pause&) const { in_queue(queue::pause_agent{self_.who()}); }

private:
  static void invite(const frame_errand& self, const room_id& room, const room::invite& what) {
    auto* const rates = self.core()->ports.calls;
    if (const auto wait_ms = rates ? rates->take(self.who()) : 0)
      return self.refuse(
          rejection{reject_code::rate_limited, "You call too often: wait a moment.", wait_ms});
    self.command_in_room(room, what);
  }

  static void watch(const frame_errand& self, const std::vector<user_id>& people,
                    std::optional<std::set<room_id>> rooms) {
    if (self.re()) self.acknowledge();
    self.core()->presence.watch({self.me()->socket, self.who(), std::move(rooms)}, people);
  }

  /// Whether the id is not new, and so what comes of it does not hang on whether that person may be
  /// reached by now. The answer is on its way then.
  bool was_done(const std::optional<user_id>& person, const room::command& what) const {
    if (!person || *person == self_.who()) return false;
    const auto room = direct_room(self_.who(), *person);
    if (self_.is_new(room, what)) return false;
    self_.command_in_room(room, what);
    return true;
  }

  template <class Asked, class Make>
  void in_call(const Asked& asked, Make command_for) const {
    self_.with_call(asked.call_id, [self = self_, command_for = std::move(command_for)](
                                       const call_id& call, const room_id& room) {
      self.command_in_room(room, command_for(call));
    });
  }

  void in_queue(queue::command what) const {
    if (!self_.is_side()) return self_.refuse("forbidden", "This is for the sides of a queue.");
    self_.command_in_queue(std::move(what));
  }

  template <class Then>
  void with_message(const message_id& id, Then then) const {
    const auto room = room_of(id.value);
    if (!room) return self_.refuse("unknown_message", "There is no such message.");
    then(*room);
  }

  /// Never awaited and never logged with the events: it goes from connection to connection.
  void hand_on(std::string_view type, const asks::signal& asked) const {
    self_.with_call(
        asked.call_id, [self = self_, type, asked](const call_id& call, const room_id&) {
          const signal sent{type, call, asked.to ? std::optional{asked.to->value} : std::nullopt,
                            asked.data.text};
          if (auto refused = self.core()->live.relay(*self.me(), sent)) {
            refused->re = self.re();
            return self.say(encode(*refused));
          }
          if (self.core()->ports.on_signal)
            self.core()->ports.on_signal(call, self.who(), type, asked.data.text);
        });
  }

  static void start(const frame_errand& self, const queue::side_view& view) {
    if (view.status == queue::side_status::gone)
      return self.refuse("already_ended", "This side is gone; start a new one.");
    profile shown;
    shown.id = self.who();
    shown.username = self.who();
    shown.full_name = view.name;
    const auto own = self.me()->own_call();
    auto joined = encode(
        says::joined{self.re(), own, view.room_id, {{self.who(), self.device(), shown, {}}}});
    self.core()->live.start_side(self.me(), std::move(joined), standing(self, own, view));
  }

  /// What a side without a partner is told of how it stands.
  static websocket::frame standing(const frame_errand& self, const call_id& own,
                                   const queue::side_view& view) {
    using queue::side_status;
    if (view.status == side_status::paused) return encode(says::agent_state{own, "paused", {}});
    if (view.status == side_status::wrapping_up)
      return encode(says::agent_state{own, "wrapping_up", view.until});
    auto expected_wait_ms = view.expected_wait_ms;
    if (expected_wait_ms) {
      const auto waited_ms = self.core()->ports.time.now() - view.started_at;
      expected_wait_ms = std::max<std::int64_t>(0, *expected_wait_ms - waited_ms);
    }
    return encode(says::waiting{own, view.position.value_or(1), expected_wait_ms});
  }

  void refuse_all_but_admins() const { self_.refuse("forbidden", "Only an admin may do this."); }

  void refuse_side() const {
    self_.refuse("forbidden", "A queue's side has no account, which this needs.");
  }

  frame_errand self_;
  std::string_view text_;
};

} // namespace

frame_desk::frame_desk(std::shared_ptr<gateway_core> core, std::shared_ptr<subscriber> me,
                       std::optional<std::string> bound_to, role granted)
    : core_{std::move(core)},
      me_{std::move(me)},
      bound_to_{std::move(bound_to)},
      granted_{granted} {}

void frame_desk::take(std::string_view text) const {
  // Whatever the short way cannot do, the long way does, or has the right error for.
  if (const auto found = skim_signal(text); found && hand_on(*found)) return;
  auto read = read_client_frame(text);
  if (const auto* wrong = std::get_if<says::error>(&read)) return me_->socket->send(encode(*wrong));
  auto& frame = std::get<read_frame>(read);
  const auto body = std::move(frame.body);
  const frame_errand errand{*this, std::move(frame.id)};
  errand.attempt([&] { std::visit(performing{errand, text}, body); });
}

bool frame_desk::hand_on(const skimmed_signal& found) const {
  if (queue_of(me_->who.value)) return false;
  const call_id call{std::string{found.call_id}};
  if (core_->live.relay(*me_, {found.type, call, found.to, found.data})) return false;
  if (core_->ports.on_signal) core_->ports.on_signal(call, me_->who, found.type, found.data);
  return true;
}

} // namespace switchboard
