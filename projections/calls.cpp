#include "projections/calls.hpp"

#include <algorithm>
#include <variant>

namespace switchboard::projections {

namespace {

constexpr double ms_per_s = 1'000;

void start(call& known, timestamp at) {
  known.status = call_status::active;
  if (!known.start_time) known.start_time = at;
}

struct call_change {
  calls& of;
  const room_id room;
  const std::uint64_t position;
  const timestamp at;

  void operator()(const room::created& happened) const {
    if (happened.kind != room_kind::queue) return;
    call_opening expected{room, 0, {}, {}};
    for (const auto& each : happened.sides)
      (each.role == queue_role::customer ? expected.customer_id : expected.agent_id) = each.user_id;
    of.openings.put(std::move(expected));
  }

  void operator()(const room::call_invited& happened) const {
    call begun;
    begun.id = happened.call_id;
    begun.caller_id = happened.caller_id;
    if (pair_of(room) && !happened.targets.empty()) begun.callee_id = happened.targets.front();
    begun.participants = happened.targets;
    begun.participants.insert(begun.participants.begin(), happened.caller_id);
    begun.call_type = happened.call_type;
    open(std::move(begun));
    of.openings.put({room, position, {}, {}});
  }

  void operator()(const room::call_opened& happened) const {
    call begun;
    begun.id = happened.call_id;
    begun.call_type = happened.call_type;
    start(begun, at);
    of.openings.edit({room}, [&](call_opening& expected) {
      expected.position = position;
      begun.caller_id = expected.customer_id.value_or(user_id{});
      begun.callee_id = expected.agent_id;
    });
    begun.participants.push_back(begun.caller_id);
    if (begun.callee_id) begun.participants.push_back(*begun.callee_id);
    open(std::move(begun));
  }

  void operator()(const room::call_accepted& happened) const {
    of.all.edit({happened.call_id}, [&](call& known) { start(known, at); });
  }

  void operator()(const room::participant_joined& happened) const {
    of.all.edit({happened.call_id}, [&](call& known) {
      if (std::ranges::find(known.attendees, happened.user_id) == known.attendees.end())
        known.attendees.push_back(happened.user_id);
      if (std::ranges::find(known.participants, happened.user_id) == known.participants.end())
        admit(known, happened.user_id);
      if (happened.user_id != known.caller_id) start(known, at);
    });
  }

  void operator()(const room::call_ended& happened) const {
    of.all.edit({happened.call_id}, [&](call& known) {
      known.status = call_status::ended;
      known.end_reason = happened.reason;
      known.start_time = happened.started_at;
      known.end_time = at;
      if (happened.started_at)
        known.duration_s = static_cast<double>(happened.duration_ms) / ms_per_s;
    });
    of.openings.erase({room});
  }

  template <class Other>
  void operator()(const Other&) const {}

private:
  void open(call begun) const {
    begun.room_id = room;
    begun.created_at = at;
    for (const auto& each : begun.participants)
      of.parties.put({each, position, begun.id});
    of.all.put(std::move(begun));
  }

  /// Somebody who was not called comes into a group's call.
  void admit(call& known, const user_id& user) const {
    known.participants.push_back(user);
    if (const auto* const opening = of.openings.find({room}))
      of.parties.put({user, opening->position, known.id});
  }
};

} // namespace

void calls::apply(const recorded& happened) {
  const auto& entry = happened.entry;
  if (const auto* body = std::get_if<room::event>(&entry.body))
    std::visit(call_change{*this, {entry.stream.key}, happened.position, entry.time}, *body);
}

} // namespace switchboard::projections
