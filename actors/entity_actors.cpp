#include "actors/entity.hpp"
#include "actors/services.hpp"

#include <utility>

// Where an entity becomes an actor: each message of its interface is one of its functions.

namespace switchboard {

namespace {

template <class Rules>
entity_actor::behavior_type host(typename entity<Rules>::self_pointer self, stream_id stream,
                                 std::shared_ptr<services> shared) {
  auto& me = self->state;
  me.begin(self, std::move(stream), std::move(shared));
  return {
      [&me](const deliver& message) { me.take(message.asked); },
      [&me](const wake_up& message) { me.wake(message.unsettled); },
      [&me](const appended& message) { me.conclude(message.append, message.verdict); },
      [&me](const append_overdue& message) { me.give_up_waiting(message.append); },
      [&me](const reaction_answered& message) {
        me.finish_reaction(message.reaction, message.must_repeat);
      },
      [&me](const switchboard::repeat_reactions&) { me.repeat_reactions(); },
      [&me](const switchboard::retire& message) { me.retire(message.deliveries); },
      [&me](const switchboard::stop&) { me.stop(); },
  };
}

} // namespace

entity_actor spawn_entity(caf::actor_system& system, const stream_id& stream,
                          std::shared_ptr<services> shared) {
  switch (stream.kind) {
  case entity_kind::user:
    return system.spawn<caf::lazy_init>(host<user::rules>, stream, std::move(shared));
  case entity_kind::room:
    return system.spawn<caf::lazy_init>(host<room::rules>, stream, std::move(shared));
  default:
    return system.spawn<caf::lazy_init>(host<queue::rules>, stream, std::move(shared));
  }
}

} // namespace switchboard
