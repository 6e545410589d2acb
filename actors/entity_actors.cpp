#include "actors/entity.hpp"
#include "actors/rules/mutation.hpp"
#include "actors/services.hpp"
#include "threads/guard.hpp"

#include <utility>

// Where an entity becomes an actor: each message of its interface is one of its functions.

namespace switchboard {

namespace {

template <class Rules>
struct receiver {
  entity<Rules>& to;

  void operator()(const deliver& message) const { to.take(message.asked); }
  void operator()(const wake_up& message) const { to.wake(message.unsettled); }
  void operator()(const appended& message) const { to.conclude(message.append, message.verdict); }
  void operator()(const append_overdue& message) const { to.give_up_waiting(message.append); }
  void operator()(const reaction_answered& message) const {
    to.finish_reaction(message.reaction, message.must_repeat);
  }
  void operator()(const repeat_reactions&) const { to.repeat_reactions(); }
  void operator()(const retire& message) const { to.retire(message.deliveries); }
  void operator()(const stop&) const { to.stop(); }
};

template <class Rules>
entity_actor::behavior_type host(typename entity<Rules>::self_pointer self, stream_id stream,
                                 std::shared_ptr<services> shared) {
  auto& me = self->state;
  me.begin(self, std::move(stream), std::move(shared));
  return {[&me](const entity_message& message) {
    if (mutated(mutation::let_entities_die)) return std::visit(receiver<Rules>{me}, message);
    const auto why = threads::failure_of([&] { std::visit(receiver<Rules>{me}, message); });
    if (why) me.begin_anew(*why);
  }};
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
