#include "tests/simulation/node.hpp"

#include <algorithm>
#include <chrono>

namespace switchboard::simulation {

node::node(faulty_log& log, faulty_snapshots& snapshots, fake_time& time, id_source& ids,
           engine_options options)
    : log_{log}, snapshots_{snapshots}, time_{time}, ids_{ids}, options_{std::move(options)} {
  config_.set("scheduler.policy", caf::atom("testing"));
  start();
}

node::~node() {
  log_.lose_server();
  snapshots_.lose_server();
  take_down();
}

void node::start() {
  log_.serve_again();
  snapshots_.serve_again();
  options_.incarnation = std::to_string(++incarnation_);
  system_ = std::make_unique<caf::actor_system>(config_);
  scheduler_ = &dynamic_cast<caf::scheduler::test_coordinator&>(system_->scheduler());
  engine_ = std::make_unique<engine>(*system_, log_, snapshots_, time_, ids_, options_);
  engine_->start();
}

void node::stop() { take_down(); }

void node::crash() {
  log_.lose_server();
  snapshots_.lose_server();
  take_down();
}

void node::take_down() {
  if (!engine_) return;
  engine_->stop();
  while (scheduler_->has_job())
    scheduler_->run_once();
  engine_.reset();
  system_.reset();
  scheduler_ = nullptr;
}

void node::run_job(std::size_t chosen) {
  auto& jobs = scheduler_->jobs;
  const auto first = jobs.begin();
  std::rotate(first, first + static_cast<std::ptrdiff_t>(chosen),
              first + static_cast<std::ptrdiff_t>(chosen) + 1);
  scheduler_->run_once();
}

void node::pass(std::int64_t duration_ms) {
  time_.pass(duration_ms);
  scheduler_->advance_time(std::chrono::milliseconds{duration_ms});
}

std::int64_t node::until_next_timer_ms() const {
  const auto& clock = static_cast<const caf::detail::test_actor_clock&>(scheduler_->clock());
  if (clock.schedule().empty()) return 1;
  const auto wait = clock.schedule().begin()->first - clock.now();
  return std::max<std::int64_t>(
      1, std::chrono::duration_cast<std::chrono::milliseconds>(wait).count());
}

} // namespace switchboard::simulation
