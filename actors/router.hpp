#pragma once

#include "actors/interfaces.hpp"

#include <caf/actor_system.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace switchboard {

struct services;

/// Finds the actor of an entity, wakes it when it sleeps, and lets it go when it is idle, without
/// ever having two of the same at once. Called from any thread.
class router {
public:
  explicit router(caf::actor_system& system) : system_{system} {}

  /// What entities are made with; set once before the first delivery. They hold on to it, because
  /// the last of them may go after the engine.
  void use(std::weak_ptr<services> shared) { shared_ = std::move(shared); }

  void deliver(request asked);
  /// Lets an entity finish what a crash left undone at these positions of the log.
  void wake(const stream_id& stream, std::vector<std::uint64_t> unsettled);

  /// Asks every entity to go that nobody has asked anything since the last call of this.
  void retire_idle();

  /// No more deliveries: whoever asks from now on is told `unavailable`. All entities go.
  void stop();
  bool is_stopped() const { return is_stopped_; }

  std::size_t awake() const;

  /// For an idle entity that was asked to go after so many deliveries: true if there was none
  /// since, and then it is forgotten and must go. Deliveries are counted under the same lock, so
  /// none can be on its way to one that may go.
  bool let_go(const stream_id& stream, std::uint64_t deliveries);

private:
  struct slot {
    entity_actor actor;
    std::uint64_t deliveries = 0;
    /// How many there had been when idle entities were last asked to go.
    std::uint64_t deliveries_before = 0;
  };
  struct shard {
    mutable std::mutex mutex;
    bool is_stopped = false;
    std::unordered_map<stream_id, slot> slots;
  };

  shard& shard_of(const stream_id& stream);
  slot& slot_of(shard& in, const stream_id& stream);

  caf::actor_system& system_;
  std::weak_ptr<services> shared_;
  std::array<shard, 64> shards_;
  std::atomic<bool> is_stopped_ = false;
};

} // namespace switchboard
