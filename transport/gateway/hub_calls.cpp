#include "transport/gateway/call_frames.hpp"
#include "transport/gateway/encode.hpp"
#include "transport/gateway/hub.hpp"

// The part of the hub that knows of calls: who may signal to whom, and who is told the roster.

namespace switchboard {

namespace {

says::error refuse(std::string code, std::string message) {
  return {{}, std::move(code), std::move(message)};
}

/// The client's own frame with the sender on it.
websocket::frame signal_frame(const subscriber& sender, const signal& sent, const call_id& call) {
  json::writer text;
  text.put('{');
  json::write_field(text, "type", sent.type);
  json::write_field(text, "call_id", call);
  json::write_field(text, "to", sent.to);
  json::write_name(text, "data");
  text.put(sent.data);
  text.put(',');
  json::write_field(text, "from", sender.who);
  json::write_field(text, "from_connection", sender.id);
  text.close('}');
  return websocket::text_frame(text.view());
}

bool is_addressed(const signal& sent, const call_device& device) {
  return !sent.to || *sent.to == device.user_id.value || *sent.to == device.connection_id.value;
}

/// A side knows the call by what lets it in.
call_id name_for(const subscriber& whom, const call_view& call) {
  return call.find_side(whom.who) ? whom.own_call() : call.id;
}

} // namespace

// --- Joining -------------------------------------------------------------------------------------

void hub::expect_join(subscriber& joining, const call_id& call, says::frame_reference re) {
  const std::lock_guard lock{mutex_};
  joining.joining[call] = std::move(re);
}

void hub::forget_join(subscriber& joining, const call_id& call) {
  const std::lock_guard lock{mutex_};
  joining.joining.erase(call);
}

void hub::settle_join(const std::shared_ptr<subscriber>& joining, const call_id& call) {
  when_caught_up([this, joining, call] {
    if (!joining->joining.contains(call)) return;
    if (const auto* view = calls_.find(call)) send_roster(*joining, *view, nullptr);
  });
}

room::media_state hub::media_of(const subscriber& device, const call_id& call) {
  const std::lock_guard lock{mutex_};
  const auto* view = calls_.find(call);
  const auto* known = view ? view->find(device.id) : nullptr;
  return known ? known->media : room::media_state{};
}

void hub::answer_join(const room::participant_joined& event, const place& from) {
  const auto found = by_connection_.find(event.connection_id);
  if (found == by_connection_.end() || !found->second->joining.contains(event.call_id)) return;
  if (const auto* view = calls_.find(event.call_id)) send_roster(*found->second, *view, &from);
}

void hub::send_roster(subscriber& to, const call_view& call, const place* from) {
  says::joined roster{to.joining[call.id], name_for(to, call), call.room, {}};
  for (const auto& each : call.devices)
    roster.participants.push_back(
        {each.user_id, each.connection_id, profile_of(people_, each.user_id), each.media});
  to.joining.erase(call.id);
  send(to, websocket::text_frame(to_json(roster, from)));
}

// --- Signalling ----------------------------------------------------------------------------------

std::optional<says::error> hub::relay(const subscriber& sender, const signal& sent) {
  const std::lock_guard lock{mutex_};
  const auto* call = calls_.find(sent.call_id);
  if (!call) return refuse("unknown_call", "There is no such call.");
  if (call->has_ended) return refuse("already_ended", "The call is over.");
  if (call->find_side(sender.who)) return relay_between_sides(sender, sent, *call);
  if (!call->find(sender.id))
    return refuse("not_a_participant", "This device is not in the call: join it first.");

  std::optional<websocket::frame> made;
  for (const auto& each : call->devices) {
    if (each.connection_id == sender.id || !is_addressed(sent, each)) continue;
    if (!made) made = signal_frame(sender, sent, call->id);
    const auto found = by_connection_.find(each.connection_id);
    if (found != by_connection_.end()) send_unlogged(*found->second, *made);
  }
  if (!made && sent.to) return refuse("bad_target", "Nobody of this id is in the call with you.");
  return std::nullopt;
}

/// The two sides of a match are in the call by being matched.
std::optional<says::error> hub::relay_between_sides(const subscriber& sender, const signal& sent,
                                                    const call_view& call) {
  for (const auto& side : call.sides) {
    if (side.user_id == sender.who) continue;
    const auto* all = subscribers_of(side.user_id);
    for (std::size_t i = 0; all && i < all->size(); ++i) {
      const auto& to = *(*all)[i];
      if (sent.to && *sent.to != to.who.value && *sent.to != to.id.value) continue;
      send_unlogged(*(*all)[i], signal_frame(sender, sent, to.own_call()));
    }
  }
  return std::nullopt;
}

// --- Queues --------------------------------------------------------------------------------------

std::optional<call_id> hub::call_of_side(const subscriber& side) const {
  const std::lock_guard lock{mutex_};
  if (!side.match) return std::nullopt;
  return queue_call_in(side.match->room);
}

/// A side that has not said that it is there is told of its match when it does.
void hub::route_match(const queue::matched& event, const envelope& happened) {
  const auto remember = [&](const user_id& who, const std::string& partner) {
    if (const auto* all = subscribers_of(who))
      for (const auto& each : *all)
        each->match = side_match{event.room_id, partner};
  };
  remember(event.customer_call_id, event.agent_name);
  remember(event.agent_call_id, event.customer_name);
  for (const auto& told : deliveries_of(happened, calls_, people_))
    for (const auto& who : told.to.people)
      if (const auto* all = subscribers_of(who))
        for (const auto& each : *all) {
          if (!each->has_started || each->told_match == event.room_id) continue;
          each->told_match = event.room_id;
          send(*each, told.make(each->own_call()));
        }
}

void hub::forget_match(const user_id& side) {
  if (const auto* all = subscribers_of(side))
    for (const auto& each : *all)
      each->match.reset();
}

void hub::start_side(const std::shared_ptr<subscriber>& side, websocket::frame joined,
                     websocket::frame otherwise) {
  when_caught_up([this, side, joined = std::move(joined), otherwise = std::move(otherwise)] {
    side->has_started = true;
    send(*side, joined);
    if (!side->match) return send(*side, otherwise);
    side->told_match = side->match->room;
    send(*side, encode(says::matched{side->own_call(), side->match->partner_name,
                                     queue_call_in(side->match->room)}));
  });
}

} // namespace switchboard
