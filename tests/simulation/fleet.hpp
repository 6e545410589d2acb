#pragma once

#include "tests/simulation/simulation.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace switchboard::simulation {

struct named_workload {
  std::string name;
  workload like;
};

/// The workloads of this folder, in the order of their names.
std::vector<named_workload> all_workloads();

/// A system that did not go well, and how to see it again.
struct failure {
  std::string workload;
  std::uint64_t seed = 0;
  std::string complaint;
};
std::string to_string(const failure& failed);

struct fleet_report {
  std::size_t systems = 0;
  std::uint64_t events = 0;
  /// The types of all events that happened.
  std::set<std::string> types;
  std::optional<failure> first_failure;
};

/// Runs the seeds from `first` on, each with the next of the workloads in turn, on so many threads.
/// Stops at a failure.
fleet_report run_fleet(const std::vector<named_workload>& workloads, std::uint64_t first,
                       std::size_t count, std::size_t threads);

} // namespace switchboard::simulation
