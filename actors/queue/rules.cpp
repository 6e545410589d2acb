#include "actors/queue/rules.hpp"

#include "actors/queue/apply.hpp"
#include "actors/queue/matching.hpp"

#include <algorithm>
#include <utility>

namespace switchboard::queue {

namespace {

/// What one event asks of the room of the match.
struct reactor {
  reactions operator()(const matched& event) const {
    return {{stream_of(event.room_id),
             room::command{room::open_queue_call{
                 {{event.customer_call_id, queue_role::customer, event.customer_name},
                  {event.agent_call_id, queue_role::agent, event.agent_name}},
                 call_type::audio}}}};
  }

  reactions operator()(const call_completed& event) const {
    return to_room(event.room_id,
                   room::end_call{queue_call_in(event.room_id), event.ended_by, event.reason});
  }

  reactions operator()(const customer_suspected& event) const { return suspect(event); }
  reactions operator()(const agent_suspected& event) const { return suspect(event); }
  reactions operator()(const side_disconnected& event) const { return suspect(event); }
  reactions operator()(const customer_resumed& event) const { return resume(event); }
  reactions operator()(const agent_resumed& event) const { return resume(event); }

  template <class Other>
  reactions operator()(const Other&) const {
    return {};
  }

private:
  static reactions to_room(const room_id& room, room::command asked) {
    return {{stream_of(room), std::move(asked)}};
  }

  template <class Suspected>
  static reactions suspect(const Suspected& event) {
    if (!event.room_id) return {};
    return to_room(*event.room_id,
                   room::suspect_participant{queue_call_in(*event.room_id), event.call_id,
                                             event.connection_id, event.grace_until});
  }

  template <class Resumed>
  static reactions resume(const Resumed& event) {
    if (!event.room_id) return {};
    return to_room(*event.room_id, room::resume_participant{queue_call_in(*event.room_id),
                                                            event.call_id, event.connection_id});
  }
};

} // namespace

void rules::evolve(state& to, const envelope& happened) {
  apply(to, std::get<event>(happened.body), happened.seq, happened.time);
}

reactions rules::react(const envelope& happened) {
  return std::visit(reactor{}, std::get<event>(happened.body));
}

std::optional<timestamp> rules::deadline(const state& of) {
  auto next = next_tier_opening(of);
  if (const auto timer = of.roster.next_timer())
    next = next ? std::min(*next, timer->at) : timer->at;
  return next;
}

bool rules::has_connections(const state& of) { return of.roster.has_connections(); }

} // namespace switchboard::queue
