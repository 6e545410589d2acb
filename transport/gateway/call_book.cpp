#include "transport/gateway/call_book.hpp"

#include <algorithm>
#include <concepts>

namespace switchboard {

namespace {

constexpr std::size_t folded_at_once = 256;

template <class Event>
concept about_call = requires(const Event& each) {
  { each.call_id } -> std::convertible_to<call_id>;
};

const call_id* call_of(const room::event& body) {
  return std::visit(
      [](const auto& each) -> const call_id* {
        if constexpr (about_call<std::remove_cvref_t<decltype(each)>>)
          return &each.call_id;
        else
          return nullptr;
      },
      body);
}

void remove_device(call_view& call, const connection_id& gone) {
  std::erase_if(call.devices, [&](const call_device& each) { return each.connection_id == gone; });
}

/// What each event makes of its call.
struct evolving {
  call_view& call;

  void operator()(const room::call_invited& event) {
    call.type = event.call_type;
    call.caller = event.caller_id;
    call.targets = event.targets;
    call.expires_at = event.expires_at;
  }
  void operator()(const room::call_opened& event) {
    call.type = event.call_type;
    call.has_started = true;
  }
  void operator()(const room::call_accepted& event) {
    call.has_started = true;
    std::erase(call.targets, event.user_id);
  }
  void operator()(const room::call_rejected& event) { std::erase(call.targets, event.user_id); }
  void operator()(const room::call_busy& event) { std::erase(call.targets, event.user_id); }
  void operator()(const room::call_cancelled& event) { std::erase(call.targets, event.user_id); }
  void operator()(const room::call_missed& event) { std::erase(call.targets, event.user_id); }
  void operator()(const room::ringing_ended&) { call.targets.clear(); }
  void operator()(const room::participant_joined& event) {
    remove_device(call, event.connection_id);
    call.devices.push_back({event.user_id, event.connection_id, event.media});
  }
  void operator()(const room::participant_left& event) { remove_device(call, event.connection_id); }
  void operator()(const room::media_changed& event) {
    for (auto& each : call.devices)
      if (each.connection_id == event.connection_id) each.media = event.media;
  }
  void operator()(const room::call_ended&) {
    call.has_ended = true;
    call.devices.clear();
  }
  template <class Other>
  void operator()(const Other&) {}
};

/// The message that an invitation stands in the chat with; nothing for a call without one.
std::optional<recorded> message_before(const event_log& log, const room_id& room,
                                       std::uint64_t call_seq) {
  if (call_seq < 2) return std::nullopt;
  auto found = log.read_stream(stream_of(room), call_seq - 1, 1);
  const auto* body = found.empty() ? nullptr : std::get_if<room::event>(&found[0].entry.body);
  if (!body || !std::holds_alternative<room::message_posted>(*body)) return std::nullopt;
  return std::move(found[0]);
}

/// The sides of a queue's call stand in the room's first event.
std::vector<room::side> sides_of(const event_log& log, const room_id& room) {
  if (!room.value.starts_with("queue~")) return {};
  const auto first = log.read_stream(stream_of(room), 1, 1);
  if (first.empty()) return {};
  const auto* made = std::get_if<room::created>(&std::get<room::event>(first[0].entry.body));
  return made ? made->sides : std::vector<room::side>{};
}

} // namespace

const call_device* call_view::find(const connection_id& device) const {
  const auto found = std::ranges::find(devices, device, &call_device::connection_id);
  return found == devices.end() ? nullptr : &*found;
}

const room::side* call_view::find_side(const user_id& who) const {
  const auto found = std::ranges::find(sides, who, &room::side::user_id);
  return found == sides.end() ? nullptr : &*found;
}

const call_view* call_book::apply(const envelope& happened) {
  const auto* body = std::get_if<room::event>(&happened.body);
  const auto* id = body ? call_of(*body) : nullptr;
  if (!id) return nullptr;
  auto known = calls_.find(*id);
  if (known == calls_.end()) return load(*id, happened.seq);
  const bool had_ended = known->second.has_ended;
  std::visit(evolving{known->second}, *body);
  if (known->second.has_ended && !had_ended) note_ended(*id);
  return &known->second;
}

const call_view* call_book::find(const call_id& id, std::uint64_t last_seq) {
  const auto known = calls_.find(id);
  return known != calls_.end() ? &known->second : load(id, last_seq);
}

call_view* call_book::load(const call_id& id, std::uint64_t last_seq) {
  const auto room = room_of(id.value);
  if (!room) return nullptr;
  call_view found;
  found.id = id;
  found.room = *room;
  found.message = message_before(log_, *room, seq_of(id.value));
  auto from = seq_of(id.value);
  for (bool has_begun = false;; has_begun = true) {
    const auto events = log_.read_stream(stream_of(*room), from, folded_at_once);
    if (!has_begun) {
      const auto* begun =
          events.empty() ? nullptr : call_of(std::get<room::event>(events[0].entry.body));
      if (!begun || *begun != id) return nullptr;
    }
    for (const auto& each : events) {
      if (each.entry.seq > last_seq) return keep(std::move(found));
      const auto& body = std::get<room::event>(each.entry.body);
      const auto* about = call_of(body);
      if (about && *about == id) std::visit(evolving{found}, body);
      if (found.has_ended) return keep(std::move(found));
    }
    if (events.size() < folded_at_once) return keep(std::move(found));
    from = events.back().entry.seq + 1;
  }
}

call_view* call_book::keep(call_view known) {
  known.sides = sides_of(log_, known.room);
  const auto id = known.id;
  const bool has_ended = known.has_ended;
  calls_[id] = std::move(known);
  if (has_ended) note_ended(id);
  return &calls_.at(id);
}

void call_book::note_ended(const call_id& id) {
  ended_.push_back(id);
  if (ended_.size() <= max_ended_calls) return;
  calls_.erase(ended_.front());
  ended_.pop_front();
}

} // namespace switchboard
