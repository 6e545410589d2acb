#include "tests/simulation/fleet.hpp"

#include <CLI/CLI.hpp>

#include <chrono>
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

// The simulator by hand: many seeds, or one to look at.

namespace {

using namespace switchboard::simulation;

constexpr std::size_t lines_shown = 100'000;

struct wishes {
  std::size_t seeds = 2'000;
  std::uint64_t first = 1;
  std::uint64_t seed = 0;
  std::string workload;
  bool is_traced = false;
  std::size_t threads = 2;
};

std::vector<named_workload> chosen(const wishes& wanted) {
  auto workloads = all_workloads();
  if (wanted.workload.empty()) return workloads;
  std::erase_if(workloads, [&](const auto& each) { return each.name != wanted.workload; });
  if (workloads.empty()) throw std::runtime_error{"there is no workload " + wanted.workload};
  return workloads;
}

int show_one(const wishes& wanted) {
  for (const auto& [name, like] : chosen(wanted)) {
    const auto went = simulation{like, wanted.seed, wanted.is_traced ? lines_shown : 0}.run();
    std::printf("%s%s, seed %llu: %llu events, hash %016llx, %s\n", went.trace.c_str(),
                name.c_str(), static_cast<unsigned long long>(wanted.seed),
                static_cast<unsigned long long>(went.events),
                static_cast<unsigned long long>(went.hash),
                went.complaint ? went.complaint->c_str() : "all is well");
    if (went.complaint) return 1;
  }
  return 0;
}

int run_many(const wishes& wanted) {
  const auto begin = std::chrono::steady_clock::now();
  const auto went = run_fleet(chosen(wanted), wanted.first, wanted.seeds, wanted.threads);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%zu systems, %llu events, %.1f s\n", went.systems,
              static_cast<unsigned long long>(went.events), took.count());
  if (!went.first_failure) return 0;
  std::printf("%s\n", to_string(*went.first_failure).c_str());
  return 1;
}

} // namespace

int main(int argc, char** argv) {
  wishes wanted;
  CLI::App app{"Runs whole systems on a fake clock over a faulty log, and checks every step."};
  app.add_option("--seeds", wanted.seeds, "How many systems to run")->capture_default_str();
  app.add_option("--first", wanted.first, "The first seed")->capture_default_str();
  auto* const one = app.add_option("--seed", wanted.seed, "Run this one seed only");
  app.add_option("--workload", wanted.workload, "One of tests/simulation/workloads, without .json");
  app.add_flag("--trace", wanted.is_traced, "Show the last steps of the seed")->needs(one);
  app.add_option("--jobs", wanted.threads, "Threads")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  try {
    return *one ? show_one(wanted) : run_many(wanted);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "simulate: %s\n", error.what());
    return 2;
  }
}
