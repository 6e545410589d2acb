#include "transport/gateway/delivery.hpp"

#include "threads/guard.hpp"
#include "transport/gateway/call_frames.hpp"
#include "transport/gateway/encode.hpp"

#include <utility>

namespace switchboard {

namespace {

constexpr double ms_per_s = 1'000;

bool is_of_group(const room_id& room) { return room.value.starts_with("group~"); }

says::call_invitation invitation_to(const call_view& call, const find_profile& people) {
  return {call.id, call.room, profile_of(people, *call.caller), call.type, call.expires_at};
}

says::message message_of(const room::message_posted& event, const envelope& from) {
  return {event.message_id,   room_id{from.stream.key},
          event.sender_id,    event.receiver_id,
          event.message_type, event.content,
          event.extra_data,   from.time};
}

/// What happens in a user's, room's or queue's stream, one overload for each event that clients are
/// told of.
class telling {
public:
  telling(const envelope& happened, call_book& calls, const find_profile& people)
      : entry_{happened}, from_{place_of(happened)}, calls_{calls}, people_{people} {}

  std::vector<delivery> take() { return std::move(told_); }

  // --- Conversations -----------------------------------------------------------------------------

  void operator()(const room::created& event) {
    if (event.kind == room_kind::group)
      tell({.people = event.members}, says::room_created{room(), event.name, event.members});
  }

  void operator()(const room::message_posted& event) {
    auto to = members();
    to.spares_sender = true;
    tell(std::move(to), message_of(event, entry_));
  }

  void operator()(const room::message_edited& event) {
    auto to = members();
    to.spares_sender = true;
    tell(std::move(to),
         says::message_edited{event.message_id, room(), event.content, event.extra_data});
  }

  void operator()(const room::message_deleted& event) {
    auto to = members();
    to.spares_sender = true;
    tell(std::move(to), says::message_deleted{event.message_id, room()});
  }

  void operator()(const room::settings_changed& event) {
    tell(members(), says::room_changed{room(), event.name, event.history});
  }

  void operator()(const room::member_added& event) {
    tell(members(), says::member_added{room(), event.user_id});
  }

  void operator()(const room::member_removed& event) {
    tell(members(), says::member_removed{room(), event.user_id});
  }

  // --- Ringing -----------------------------------------------------------------------------------

  void operator()(const user::device_rang& event) {
    const auto* call = calls_.find(event.call_id);
    // In a group the room itself has told all members.
    if (!call || !call->caller || is_of_group(call->room)) return;
    if (call->message) tell_message_again(*call->message, event.connection_id);
    tell({.devices = {event.connection_id}}, invitation_to(*call, people_));
  }

  /// A group is told at once, whoever of it is there. What its members do just now, in other calls
  /// or not to be disturbed, their own clients know.
  void operator()(const room::call_invited& event) {
    if (!is_of_group(room())) return;
    tell({.group = room(), .except_person = event.caller_id}, invitation_to(*call_, people_));
  }

  void operator()(const room::ringing_ended& event) {
    audience to{.people = event.user_ids, .spares_sender = true};
    if (event.outcome == invitation_outcome::missed) {
      if (call_ && call_->caller) to.people.push_back(*call_->caller);
      return tell(std::move(to), says::call_missed{event.call_id, {}});
    }
    if (call_ && call_->caller && !call_->has_started) to.people.push_back(*call_->caller);
    tell(std::move(to), says::call_cancelled{event.call_id});
  }

  void operator()(const room::call_ringing& event) {
    tell_caller(says::call_ringing{event.call_id, event.user_id});
  }

  void operator()(const room::call_accepted& event) {
    tell_caller(says::call_accepted{event.call_id, event.user_id});
    tell_other_devices(event);
  }

  void operator()(const room::call_rejected& event) {
    tell_caller(says::call_rejected{event.call_id, event.user_id, event.reason});
    tell_other_devices(event);
  }

  void operator()(const room::call_busy& event) {
    tell_caller(says::call_busy{event.call_id, event.user_id});
  }

  /// The caller's other devices hear of it too: for them the call is over as well.
  void operator()(const room::call_cancelled& event) {
    audience to{.people = {event.user_id}, .spares_sender = true};
    if (call_ && call_->caller && !call_->has_started) to.people.push_back(*call_->caller);
    tell(std::move(to), says::call_cancelled{event.call_id});
  }

  void operator()(const room::call_missed& event) {
    audience to{.people = {event.user_id}};
    if (call_ && call_->caller) to.people.push_back(*call_->caller);
    tell(std::move(to), says::call_missed{event.call_id, event.user_id});
  }

  // --- Being in a call ---------------------------------------------------------------------------

  void operator()(const room::participant_joined& event) {
    tell_others(event, [&](const call_id& id) {
      return says::join{
          id, event.user_id, event.connection_id, {profile_of(people_, event.user_id)}};
    });
  }

  void operator()(const room::participant_left& event) {
    tell_others(event, [&](const call_id& id) {
      return says::leave{id, event.user_id, event.connection_id, event.reason};
    });
  }

  void operator()(const room::participant_suspected& event) {
    tell_others(event, [&](const call_id& id) {
      return says::peer_state{id, event.user_id, event.connection_id, says::reachability::suspect};
    });
  }

  void operator()(const room::participant_resumed& event) {
    tell_others(event, [&](const call_id& id) {
      return says::peer_state{id, event.user_id, event.connection_id,
                              says::reachability::connected};
    });
  }

  void operator()(const room::media_changed& event) {
    tell_others(event, [&](const call_id& id) {
      return says::media_changed{id, event.user_id, event.connection_id, event.media};
    });
  }

  void operator()(const room::recording_noted& event) {
    tell_others(event, [&](const call_id& id) {
      return says::recording{id, event.user_id, event.connection_id, event.is_recording};
    });
  }

  /// The speaker's own device wrote it; whoever is in with another one sees it there.
  void operator()(const room::transcript_added& event) {
    if (!call_) return;
    const auto frame_for = [&](const call_id& id) {
      return says::transcript{id, event.speaker, event.text, entry_.time};
    };
    if (call_->is_of_queue()) return tell_other_sides(event.user_id, frame_for);
    tell({.devices = devices_except({}), .spares_sender = true}, frame_for(call_->id));
  }

  void operator()(const room::security_reported& event) {
    if (!call_) return;
    const auto frame_for = [&](const call_id& id) {
      return says::security_status{id, event.subject_user_id, event.risk_score, event.confidence,
                                   event.status};
    };
    if (call_->is_of_queue()) return tell_other_sides({}, frame_for);
    tell({.devices = devices_except({})}, frame_for(call_->id));
  }

  /// Of two people's call that nobody took, they have been told how it ended already. A queue tells
  /// its sides itself.
  void operator()(const room::call_ended& event) {
    if (!call_ || call_->is_of_queue()) return;
    if (!event.started_at && pair_of(room()) && event.reason != end_reason::failed) return;
    tell(is_of_group(room()) ? members() : audience{.people = event.concerned},
         says::call_ended{event.call_id, event.reason,
                          static_cast<double>(event.duration_ms) / ms_per_s});
  }

  // --- Queues ------------------------------------------------------------------------------------

  void operator()(const queue::matched& event) {
    const auto call = queue_call_in(event.room_id);
    tell_side(event.customer_call_id, [&](const call_id& id) {
      return says::matched{id, event.agent_name, call};
    });
    tell_side(event.agent_call_id, [&](const call_id& id) {
      return says::matched{id, event.customer_name, call};
    });
  }

  void operator()(const queue::call_completed& event) {
    for (const auto& side : {event.customer_call_id, event.agent_call_id})
      if (side != event.ended_by)
        tell_side(side, [&](const call_id& id) {
          return says::call_ended{id, event.reason,
                                  static_cast<double>(event.duration_ms) / ms_per_s};
        });
  }

  void operator()(const queue::offer_made& event) {
    for (const auto& agent : event.agent_call_ids)
      tell_side(agent, [&](const call_id& id) {
        return says::offer_made{id, event.offer_id, event.customer_name, event.expires_at};
      });
  }

  void operator()(const queue::offer_accepted& event) {
    close_offer(event.offer_id, event.other_agent_call_ids);
  }
  void operator()(const queue::offer_timed_out& event) {
    close_offer(event.offer_id, event.agent_call_ids);
  }
  void operator()(const queue::offer_withdrawn& event) {
    close_offer(event.offer_id, event.agent_call_ids);
  }

  void operator()(const queue::agent_ready& event) { tell_state(event.call_id, "ready", {}); }
  void operator()(const queue::agent_paused& event) { tell_state(event.call_id, "paused", {}); }
  void operator()(const queue::agent_wrapping_up& event) {
    tell_state(event.call_id, "wrapping_up", event.until);
  }

  // --- Whom people want to hear of ---------------------------------------------------------------
  // Told to a person's own devices alone: whoever is blocked or declined hears nothing.

  void operator()(const user::person_blocked& event) { tell_own(says::block{event.user_id, true}); }
  void operator()(const user::person_unblocked& event) {
    tell_own(says::block{event.user_id, false});
  }
  void operator()(const user::contact_requested& event) {
    tell_own(says::contact_request{profile_of(people_, event.user_id)});
  }
  void operator()(const user::contact_accepted& event) {
    tell_own(says::contact{event.user_id, "accepted"});
  }
  void operator()(const user::contact_removed& event) {
    tell_own(says::contact{event.user_id, "removed"});
  }
  void operator()(const user::contact_opened& event) {
    tell_own(says::contact{event.user_id, "opened"});
  }

  /// Admins do not follow the reporter's stream, so the frame names no place in it.
  void operator()(const user::report_made& event) {
    says::report said{report_in({entry_.stream.key}, entry_.seq),
                      event.user_id,
                      {entry_.stream.key},
                      event.message_id,
                      event.reason,
                      entry_.time};
    told_.push_back(
        {{.has_admins = true}, [said = std::move(said)](const call_id&) { return encode(said); }});
  }

  /// All else is nobody's news: it leads to events that are.
  template <class Other>
  void operator()(const Other&) {}

  void about_room(const room::event& body) {
    call_ = calls_.apply(entry_);
    std::visit(*this, body);
  }

private:
  room_id room() const { return {entry_.stream.key}; }

  /// Whoever connects while it rings has not been told of the message that stands for the call.
  void tell_message_again(const recorded& posted, const connection_id& device) {
    const auto& entry = posted.entry;
    told_.push_back({{.devices = {device}, .unless_told_at = posted.position},
                     [said = message_of(
                          std::get<room::message_posted>(std::get<room::event>(entry.body)), entry),
                      from = place_of(entry)](const call_id&) { return encode(said, from); }});
  }

  audience members() const {
    const auto id = room();
    if (const auto pair = pair_of(id)) return {.people = {pair->begin(), pair->end()}};
    if (queue_call())
      return {.people = {queue_call()->sides[0].user_id, queue_call()->sides[1].user_id}};
    return {.group = id};
  }

  /// A queue's room has one call, which is there from the start.
  const call_view* queue_call() const {
    const auto id = room();
    if (!id.value.starts_with("queue~")) return nullptr;
    const auto* call = calls_.find(queue_call_in(id), entry_.seq);
    return call && call->is_of_queue() ? call : nullptr;
  }

  template <class Frame>
  void tell(audience to, Frame said) {
    told_.push_back({std::move(to), [said = std::move(said), from = from_](const call_id&) {
                       return encode(said, from);
                     }});
  }

  template <class Frame>
  void tell_own(Frame said) {
    tell({.people = {{entry_.stream.key}}}, std::move(said));
  }

  template <class Frame>
  void tell_caller(Frame said) {
    if (call_ && call_->caller) tell({.people = {*call_->caller}}, std::move(said));
  }

  template <class Answer>
  void tell_other_devices(const Answer& event) {
    tell({.people = {event.user_id}, .except = event.connection_id, .spares_sender = true},
         says::call_answered_elsewhere{event.call_id});
  }

  std::vector<connection_id> devices_except(const connection_id& spared) const {
    std::vector<connection_id> devices;
    for (const auto& each : call_->devices)
      if (each.connection_id != spared) devices.push_back(each.connection_id);
    return devices;
  }

  /// Tells everybody in the call but the device that it is about. The sides of a queue know the
  /// call by their own id.
  template <class Event, class Make>
  void tell_others(const Event& event, Make frame_for) {
    if (!call_) return;
    if (call_->is_of_queue()) return tell_other_sides(event.user_id, frame_for);
    tell({.devices = devices_except(event.connection_id)}, frame_for(call_->id));
  }

  template <class Make>
  void tell_other_sides(const user_id& spared, Make frame_for) {
    for (const auto& each : call_->sides)
      if (each.user_id != spared) tell_side(each.user_id, frame_for);
  }

  /// The frame names the call as the side does.
  template <class Make>
  void tell_side(const user_id& side, Make frame_for) {
    told_.push_back(
        {{.people = {side}}, [said = frame_for(call_id{}), from = from_](const call_id& own) {
           auto named = said;
           named.call_id = own;
           return encode(named, from);
         }});
  }

  void close_offer(const offer_id& offer, const std::vector<user_id>& agents) {
    for (const auto& agent : agents)
      tell_side(agent, [&](const call_id& id) { return says::offer_closed{id, offer}; });
  }

  void tell_state(const user_id& agent, const char* status, std::optional<timestamp> until) {
    tell_side(agent, [&](const call_id& id) { return says::agent_state{id, status, until}; });
  }

  const envelope& entry_;
  const place from_;
  call_book& calls_;
  const find_profile& people_;
  const call_view* call_ = nullptr;
  std::vector<delivery> told_;
};

} // namespace

profile profile_of(const find_profile& people, const user_id& who) {
  std::optional<profile> found;
  threads::guarded("profiles", [&] { found = people(who); });
  if (found) return *std::move(found);
  profile unknown;
  unknown.id = who;
  unknown.username = who;
  unknown.full_name = who.value;
  return unknown;
}

std::vector<websocket::frame> frames_of_ringing(const call_view& call, const find_profile& people) {
  std::vector<websocket::frame> frames;
  if (call.message) {
    const auto& entry = call.message->entry;
    const auto& posted = std::get<room::message_posted>(std::get<room::event>(entry.body));
    frames.push_back(encode(message_of(posted, entry), place_of(entry)));
  }
  frames.push_back(
      encode(invitation_to(call, people), place{stream_of(call.room), seq_of(call.id.value)}));
  return frames;
}

std::vector<delivery> deliveries_of(const envelope& happened, call_book& calls,
                                    const find_profile& people) {
  telling about{happened, calls, people};
  if (const auto* room = std::get_if<room::event>(&happened.body))
    about.about_room(*room);
  else if (const auto* user = std::get_if<user::event>(&happened.body))
    std::visit(about, *user);
  else
    std::visit(about, std::get<queue::event>(happened.body));
  return about.take();
}

} // namespace switchboard
