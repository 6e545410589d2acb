#pragma once

#include "actors/services.hpp"

#include <caf/actor_system.hpp>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <vector>

namespace switchboard {

/// All entities of one process, over one log: what the transport, the tools and the simulator talk
/// to.
class engine {
public:
  engine(caf::actor_system& system, event_log& log, snapshot_store& snapshots, const clock& time,
         id_source& ids, engine_options options);

  /// Stops the entities if `stop` was not called.
  ~engine();

  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;

  /// Takes up what the last run left undone: reactions that a crash cut off, deadlines that passed
  /// meanwhile, and connections that went with it. No command may come before it has returned.
  void start();

  /// Asks an entity for something. Safe from any thread; the answer comes on a thread of the actor
  /// system, or before this returns, always and once.
  void ask(request asked);

  /// Whether a client's command is new, without doing it.
  key_standing standing_of(const request& asked) const { return shared_->keys.standing_of(asked); }

  /// Lets the entities go, with a snapshot each, and keeps the checkpoint. They go on their own
  /// time: wait for the actor system before the log and the snapshots go.
  void stop();

  /// How many entities are awake.
  std::size_t awake() const { return shared_->routes.awake(); }
  /// All events up to this position have had all of their reactions taken.
  std::uint64_t settled_up_to() const { return shared_->unfinished.watermark(); }

private:
  /// Of each entity the events whose reactions are still to be taken.
  using leftovers = std::map<stream_id, std::vector<std::uint64_t>>;

  void restore_checkpoint();
  leftovers unsettled() const;
  leftovers surveyed();
  void wake(leftovers found);

  std::shared_ptr<services> shared_;
  bool is_stopped_ = false;
};

} // namespace switchboard
