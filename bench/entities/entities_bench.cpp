#include "actors/engine.hpp"
#include "events/log/memory_log.hpp"

#include <benchmark/benchmark.h>
#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>
#include <malloc.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <string>
#include <vector>

// How many commands a second go through decide, append (in memory), evolve and answer, and what an
// entity costs that is awake and has nothing to do.

namespace {

using namespace switchboard;

constexpr std::size_t entity_count = 10'000;

/// Snapshots that nobody keeps, so that only the entities themselves are measured.
class no_snapshots final : public snapshot_store {
public:
  void save(const stream_id&, snapshot) override {}
  std::optional<snapshot> load(const stream_id&) const override { return std::nullopt; }
  void save_checkpoint(std::string) override {}
  std::optional<std::string> load_checkpoint() const override { return std::nullopt; }
};

/// Counts answers, and wakes whoever waits for all of them.
class countdown {
public:
  void expect(std::size_t count) { left_ = count; }
  void one_came() {
    if (--left_ == 0) left_.notify_all();
  }
  void wait() {
    for (auto left = left_.load(); left != 0; left = left_.load())
      left_.wait(left);
  }

private:
  std::atomic<std::size_t> left_{0};
};

/// An engine over the log in memory, with many registered users that are awake.
class busy_house {
public:
  explicit busy_house(std::int64_t housekeeping_ms) {
    caf::actor_system_config config;
    config.set("scheduler.policy", caf::atom("sharing"));
    system_ = std::make_unique<caf::actor_system>(config);
    engine_options options;
    options.housekeeping_ms = housekeeping_ms;
    engine_ = std::make_unique<engine>(*system_, log_, snapshots_, time_, ids_, options);
    for (std::size_t i = 0; i < entity_count; ++i)
      users_.push_back(stream_of(user_id{"user-" + std::to_string(i)}));
    ask_all([](std::size_t) {
      user::register_account account;
      account.uuid = "00000000-0000-7000-8000-000000000000";
      account.full_name = "Somebody";
      return user::command{account};
    });
  }

  ~busy_house() {
    engine_->stop();
    system_->await_all_actors_done();
  }

  /// Sends one command to each entity and waits for all answers.
  template <class MakeCommand>
  void ask_all(const MakeCommand& make) {
    answers_.expect(users_.size());
    for (std::size_t i = 0; i < users_.size(); ++i)
      engine_->ask({users_[i], make(i), std::to_string(++last_id_), "", "", "user/bench",
                    [this](const outcome&) { answers_.one_came(); }});
    answers_.wait();
  }

  std::size_t awake() const { return engine_->awake(); }

private:
  memory_log log_;
  no_snapshots snapshots_;
  wall_clock time_;
  random_ids ids_;
  std::unique_ptr<caf::actor_system> system_;
  std::unique_ptr<engine> engine_;
  std::vector<stream_id> users_;
  countdown answers_;
  std::uint64_t last_id_ = 0;
};

void commands(benchmark::State& state) {
  constexpr std::int64_t never_ms = 3'600'000;
  busy_house house{never_ms};
  bool is_busy = false;
  for (auto _ : state) {
    is_busy = !is_busy;
    house.ask_all([&](std::size_t) {
      return user::command{
          user::set_status{is_busy ? availability::busy : availability::available, false}};
    });
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * entity_count));
}
BENCHMARK(commands)->Unit(benchmark::kMillisecond)->UseRealTime()->MeasureProcessCPUTime();

/// What is given back when all entities have gone to sleep is what they cost awake.
void bytes_of_idle_entity(benchmark::State& state) {
  for (auto _ : state) {
    constexpr std::int64_t soon_ms = 200;
    busy_house house{soon_ms};
    const auto awake = house.awake();
    const auto with_entities = mallinfo2().uordblks;
    while (house.awake() > 0)
      usleep(10'000);
    usleep(200'000); // The last of them have let go of their memory by then.
    const auto without = mallinfo2().uordblks;
    state.counters["bytes"] =
        static_cast<double>(with_entities - without) / static_cast<double>(awake);
    state.counters["entities"] = static_cast<double>(awake);
  }
}
BENCHMARK(bytes_of_idle_entity)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();
