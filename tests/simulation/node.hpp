#pragma once

#include "actors/engine.hpp"
#include "tests/simulation/fake_time.hpp"
#include "tests/simulation/faulty_log.hpp"
#include "tests/simulation/faulty_snapshots.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <caf/scheduler/test_coordinator.hpp>

#include <cstdint>
#include <memory>
#include <string>

namespace switchboard::simulation {

/// The server: the real engine and its actors on one thread, which does one thing at a time and
/// only when it is told to. It may die and be started again over what is left.
class node {
public:
  node(faulty_log& log, faulty_snapshots& snapshots, fake_time& time, id_source& ids,
       engine_options options);
  ~node();
  node(const node&) = delete;
  node& operator=(const node&) = delete;

  void start();
  /// Goes as a server goes that is asked to.
  void stop();
  /// Goes without a word.
  void crash();

  engine& running() { return *engine_; }
  const engine& running() const { return *engine_; }
  const engine_options& options() const { return options_; }

  std::size_t jobs() const { return scheduler_->jobs.size(); }
  /// Lets one actor, the `chosen`-th of those that have something to do, take its next message.
  void run_job(std::size_t chosen);
  void pass(std::int64_t duration_ms);
  /// How long until the next timer; at least a millisecond.
  std::int64_t until_next_timer_ms() const;

private:
  void take_down();

  faulty_log& log_;
  faulty_snapshots& snapshots_;
  fake_time& time_;
  id_source& ids_;
  engine_options options_;
  int incarnation_ = 0;
  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  caf::scheduler::test_coordinator* scheduler_ = nullptr;
  std::unique_ptr<engine> engine_;
};

} // namespace switchboard::simulation
