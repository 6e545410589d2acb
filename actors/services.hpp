#pragma once

#include "actors/append_watch.hpp"
#include "actors/clock.hpp"
#include "actors/entity_step.hpp"
#include "actors/key_book.hpp"
#include "actors/ledger.hpp"
#include "actors/router.hpp"
#include "actors/rules/policy.hpp"
#include "events/log/event_log.hpp"
#include "events/log/snapshot_store.hpp"

#include <caf/actor_system.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

namespace switchboard {

struct engine_options {
  switchboard::policy policy;
  /// What this server calls itself, and which of its runs this is.
  std::string node = "node";
  std::string incarnation = "1";
  /// After this a command that waits for the log is answered `unavailable`.
  std::int64_t append_timeout_ms = 5'000;
  /// How many commands may wait at one entity.
  std::size_t max_waiting = 10'000;
  /// How many events one append may hold, unless a single command leads to more.
  std::size_t max_batch_events = 256;
  std::uint64_t snapshot_every_events = 500;
  /// How often idle entities go, and the checkpoint is kept.
  std::int64_t housekeeping_ms = 5'000;
  /// How soon a reaction is sent again that could not be taken.
  std::int64_t repeat_reaction_ms = 200;
  /// How soon an entity is told again that its moment has come.
  std::int64_t repeat_tick_ms = 1'000;
  /// How long an entity rests that failed twice before it could do anything; it doubles up to a
  /// limit as long as it does.
  std::int64_t rest_ms = 200;
  std::int64_t longest_rest_ms = 30'000;
  /// Called before each step of an entity: tests throw here.
  std::function<void(entity_step)> on_step = {};
  /// Where the index of the clients' ids is kept; empty for memory.
  std::filesystem::path keys_folder = {};
};

/// What all entities of one process share. The log and the snapshots outlive the actor system.
struct services {
  services(caf::actor_system& system, event_log& log_, snapshot_store& snapshots_,
           const clock& time_, id_source& ids_, engine_options options_)
      : log{log_},
        snapshots{snapshots_},
        time{time_},
        ids{ids_},
        options{std::move(options_)},
        keys{log_, time_, options.keys_folder},
        routes{system},
        appends{options.append_timeout_ms} {}

  event_log& log;
  snapshot_store& snapshots;
  const clock& time;
  id_source& ids;
  const engine_options options;
  key_book keys;
  router routes;
  ledger unfinished;
  append_watch appends;
  timekeeper_actor timekeeper;

  void pass(entity_step next) const {
    if (options.on_step) options.on_step(next);
  }
};

} // namespace switchboard
