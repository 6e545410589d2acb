#include "tests/simulation/fleet.hpp"

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

namespace switchboard::simulation {

std::vector<named_workload> all_workloads() {
  std::vector<named_workload> all;
  for (const auto& entry :
       std::filesystem::directory_iterator{SOURCE_DIR "/tests/simulation/workloads"})
    all.push_back({entry.path().stem().string(), load_workload(entry.path().string())});
  std::ranges::sort(all, {}, &named_workload::name);
  return all;
}

std::string to_string(const failure& failed) {
  const auto seed = std::to_string(failed.seed);
  return "seed " + seed + " of the workload " + failed.workload + ": " + failed.complaint
         + "\nsee it again: scripts/simulate --workload " + failed.workload + " --seed " + seed
         + " --trace";
}

fleet_report run_fleet(const std::vector<named_workload>& workloads, std::uint64_t first,
                       std::size_t count, std::size_t threads) {
  fleet_report all;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  std::atomic<bool> has_failed = false;

  const auto work = [&] {
    for (auto i = next++; i < count && !has_failed; i = next++) {
      const auto& [name, like] = workloads[i % workloads.size()];
      const auto went = simulation{like, first + i, 0}.run();
      const std::lock_guard lock{mutex};
      ++all.systems;
      all.events += went.events;
      all.types.insert(went.types.begin(), went.types.end());
      if (!went.complaint || has_failed.exchange(true)) continue;
      all.first_failure = failure{name, first + i, *went.complaint};
    }
  };
  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i)
    workers.emplace_back(work);
  workers.clear();
  return all;
}

} // namespace switchboard::simulation
