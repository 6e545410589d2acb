#include "tests/simulation/fleet.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>
#include <vector>

using namespace switchboard;
using simulation::all_workloads;
using simulation::named_workload;
using simulation::run_fleet;

namespace {

constexpr std::size_t default_seeds = 2'000;

std::size_t seeds_to_run() {
  const char* const wanted = std::getenv("SIMULATION_SEEDS");
  return wanted ? std::stoul(wanted) : default_seeds;
}

/// A seed that once failed, and what it was.
struct regression {
  std::string workload;
  std::uint64_t seed = 0;
  std::string about;

  static constexpr auto fields() {
    using self = regression;
    return std::tuple{field{"workload", &self::workload, "Which workload."},
                      field{"seed", &self::seed, "Which seed of it."},
                      field{"about", &self::about, "What went wrong."}};
  }
};

std::vector<regression> known_regressions() {
  std::ifstream file{SOURCE_DIR "/tests/simulation/regressions.json"};
  const std::string text{std::istreambuf_iterator<char>{file}, {}};
  return json::read_as<std::vector<regression>>(json::parse(text), "regressions.json");
}

/// What is rare needs so many systems to happen at all.
constexpr std::size_t seeds_for_everything = 300;

std::set<std::string> types_that_nobody_causes() {
  // Accounts, sessions and recordings are asked for by no workload: nothing goes wrong between
  // entities there.
  return {"user.profile_changed",  "user.role_changed",
          "user.session_opened",   "user.session_refreshed",
          "user.session_revoked",  "user.session_expired",
          "user.banned",           "user.unbanned",
          "user.email_verified",   "user.second_factor_added",
          "user.passkey_added",    "user.second_factor_removed",
          "user.passkey_removed",  "user.password_reset",
          "user.contact_accepted", "user.contact_opened",
          "user.contact_removed",  "user.contact_requested",
          "user.report_made",      "user.report_settled",
          "room.quality_reported", "room.recording_noted"};
}

template <class... Records>
void add_types(std::set<std::string>& to, std::type_identity<std::variant<Records...>>) {
  (to.emplace(Records::type), ...);
}

std::set<std::string> types_that_must_happen() {
  std::set<std::string> all;
  add_types(all, std::type_identity<user::event>{});
  add_types(all, std::type_identity<room::event>{});
  add_types(all, std::type_identity<queue::event>{});
  for (const auto& each : types_that_nobody_causes())
    CHECK_MESSAGE(all.erase(each) == 1, "there is no such event: ", each);
  return all;
}

} // namespace

TEST_CASE("no simulated system breaks a promise, and whatever can happen in one does") {
  const auto went = run_fleet(all_workloads(), 1, seeds_to_run(), 2);
  if (went.first_failure) FAIL_CHECK(to_string(*went.first_failure));
  CHECK(went.systems == seeds_to_run());
  if (seeds_to_run() < seeds_for_everything) return;
  for (const auto& type : types_that_must_happen())
    CHECK_MESSAGE(went.types.contains(type), "never happens: ", type);
}

TEST_CASE("seeds that once failed go well") {
  const auto workloads = all_workloads();
  for (const auto& [workload, seed, about] : known_regressions()) {
    const auto found = std::ranges::find(workloads, workload, &named_workload::name);
    REQUIRE(found != workloads.end());
    const auto went = simulation::simulation{found->like, seed, 0}.run();
    CHECK_MESSAGE(!went.complaint, about, " Now: ", went.complaint.value_or(""));
  }
}

TEST_CASE("a seed is the same system every time") {
  for (const auto& [name, like] : all_workloads()) {
    CAPTURE(name);
    const auto once = simulation::simulation{like, 7, 0}.run();
    CHECK(once.hash == simulation::simulation{like, 7, 100}.run().hash);
    CHECK(once.hash != simulation::simulation{like, 8, 0}.run().hash);
  }
}
