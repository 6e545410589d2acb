#include "tests/simulation/fleet.hpp"
#include "tools/archive.hpp"
#include "tools/audit.hpp"
#include "tools/bundle.hpp"
#include "tools/replay.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

// What comes with a bug report is a test case: a system that begins with it keeps every promise.

using namespace switchboard;
using simulation::all_workloads;

namespace {

constexpr std::uint64_t seeds_of_case = 6;
constexpr std::uint64_t seeds_to_cut_from = 60;

std::vector<envelope> events_in(const event_log& log) {
  std::vector<envelope> all;
  for (auto& each : log.read_all(1, std::numeric_limits<std::size_t>::max()))
    all.push_back(std::move(each.entry));
  return all;
}

/// Holds it to every rule, and lets it go on in different ways.
void check_case(const std::vector<envelope>& past, std::uint64_t seeds) {
  const auto workloads = all_workloads();
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto& [name, like] = workloads[seed % workloads.size()];
    simulation::simulation system{like, seed, 0};
    system.begin_with(past);
    const auto went = system.run();
    CHECK_MESSAGE(!went.complaint, name, ", seed ", seed, ": ", went.complaint.value_or(""));
  }
}

std::vector<call_id> calls_in(const memory_log& log) {
  std::vector<call_id> calls;
  for (const auto& each : log.read_all(1, std::numeric_limits<std::size_t>::max())) {
    const auto* happened = std::get_if<room::event>(&each.entry.body);
    if (!happened) continue;
    if (const auto* invited = std::get_if<room::call_invited>(happened))
      calls.push_back(invited->call_id);
    if (const auto* opened = std::get_if<room::call_opened>(happened))
      calls.push_back(opened->call_id);
  }
  return calls;
}

} // namespace

TEST_CASE("a system goes on from every case that is kept") {
  std::size_t cases = 0;
  for (const auto& each :
       std::filesystem::directory_iterator{SOURCE_DIR "/tests/simulation/cases"}) {
    if (each.path().extension() != ".ndjson") continue;
    CAPTURE(each.path().filename().string());
    const tools::archive kept{each.path()};
    CHECK(tools::audit_log(kept).is_well());
    CHECK(tools::replay(kept, std::nullopt, {}).events == kept.head());
    check_case(events_in(kept), seeds_of_case);
    ++cases;
  }
  CHECK(cases > 0);
}

TEST_CASE("the bundle of any call is a case") {
  const auto workloads = all_workloads();
  for (std::uint64_t seed = 1; seed <= seeds_to_cut_from; ++seed) {
    const auto& [name, like] = workloads[seed % workloads.size()];
    CAPTURE(name);
    CAPTURE(seed);
    simulation::simulation system{like, seed, 0};
    system.run();
    for (const auto& call : calls_in(system.log())) {
      CAPTURE(call.value);
      memory_log cut;
      for (const auto& each : tools::bundle(system.log(), call))
        cut.append({each}, [](const append_result& verdict) {
          CHECK(std::holds_alternative<append_accepted>(verdict));
        });
      const auto audit = tools::audit_log(cut);
      CHECK_MESSAGE(audit.is_well(), tools::to_text(audit, tools::paint{false}));
      check_case(events_in(cut), 1);
    }
  }
}
