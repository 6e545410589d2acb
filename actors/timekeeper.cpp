#include "actors/timekeeper.hpp"

#include "actors/services.hpp"
#include "threads/guard.hpp"

#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <algorithm>
#include <chrono>

namespace switchboard {

namespace {

struct timekeeping {
  std::uint64_t alarm = 0;
  timestamp next_housekeeping;
  std::uint64_t kept_watermark = 0;
};

using self_pointer = timekeeper_actor::stateful_pointer<timekeeping>;

void tell_due_entities(services& shared, timestamp now) {
  for (auto& stream : shared.unfinished.take_due(now, shared.options.repeat_tick_ms)) {
    command body;
    switch (stream.kind) {
    case entity_kind::user:
      body = user::command{tick{}};
      break;
    case entity_kind::room:
      body = room::command{tick{}};
      break;
    case entity_kind::queue:
      body = queue::command{tick{}};
      break;
    }
    shared.routes.deliver(
        {std::move(stream), std::move(body), "", "", "", "node/" + shared.options.node, {}});
  }
}

void keep_house(self_pointer self, services& shared, timestamp now) {
  if (now < self->state.next_housekeeping) return;
  self->state.next_housekeeping = now + shared.options.housekeeping_ms;
  shared.routes.retire_idle();
  const auto watermark = shared.unfinished.watermark();
  if (watermark == self->state.kept_watermark) return;
  shared.snapshots.save_checkpoint(shared.unfinished.checkpoint());
  // What is settled has been noted before.
  shared.keys.keep(watermark);
  self->state.kept_watermark = watermark;
}

/// What fails is done at the next look, which is never long ahead; each part by itself, so that one
/// that always fails holds up no other.
void look_around(self_pointer self, services& shared, timestamp now) {
  threads::guarded("deadlines", [&] { tell_due_entities(shared, now); });
  threads::guarded("overdue appends", [&] { shared.appends.tell_overdue(now); });
  threads::guarded("housekeeping", [&] { keep_house(self, shared, now); });
}

void tend(self_pointer self, services& shared) {
  const auto now = shared.time.now();
  look_around(self, shared, now);

  auto next = self->state.next_housekeeping;
  if (const auto due = shared.unfinished.next_deadline()) next = std::min(next, *due);
  next = shared.appends.plan_look(next);
  const auto wait_ms = std::max<std::int64_t>(1, next - now);
  self->delayed_send(self, std::chrono::milliseconds{wait_ms}, time_is_up{++self->state.alarm});
}

timekeeper_actor::behavior_type keep_time(self_pointer self, std::shared_ptr<services> shared) {
  return {
      [self, shared](const look_at_clock&) { tend(self, *shared); },
      [self, shared](const time_is_up& message) {
        // Whoever set a later alarm looked at everything that this one was for.
        if (message.alarm == self->state.alarm) tend(self, *shared);
      },
      [self](const stop&) { self->quit(); },
  };
}

} // namespace

timekeeper_actor spawn_timekeeper(caf::actor_system& system, std::shared_ptr<services> shared) {
  return system.spawn(keep_time, std::move(shared));
}

} // namespace switchboard
