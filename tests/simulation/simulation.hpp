#pragma once

#include "tests/simulation/chance.hpp"
#include "tests/simulation/fake_time.hpp"
#include "tests/simulation/faulty_log.hpp"
#include "tests/simulation/faulty_snapshots.hpp"
#include "tests/simulation/front.hpp"
#include "tests/simulation/live_rows.hpp"
#include "tests/simulation/node.hpp"
#include "tests/simulation/oracle.hpp"
#include "tests/simulation/people.hpp"
#include "tests/simulation/seeded_ids.hpp"
#include "tests/simulation/sides.hpp"
#include "tests/simulation/trace.hpp"
#include "tests/simulation/workload.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace switchboard::simulation {

/// How one simulated system went.
struct report {
  /// What was wrong, in one sentence; nothing when all was well.
  std::optional<std::string> complaint;
  std::uint64_t hash = 0;
  std::uint64_t events = 0;
  /// The types of the events that happened.
  std::set<std::string> types;
  /// The last steps, as far as they were kept.
  std::string trace;
};

/// One system from its first command to its last: the real engine over a log that fails, used by
/// people who come and go, on a server that dies. Everything follows from the workload and the
/// seed.
class simulation {
public:
  simulation(const workload& like, std::uint64_t seed, std::size_t trace_lines);

  /// Begins with what has happened elsewhere, such as the part of a log that came with a bug
  /// report. To be called before `run`.
  void begin_with(const std::vector<envelope>& past);

  report run();
  /// What was accepted, for those who make something of it.
  const memory_log& log() const { return log_.stored(); }

private:
  /// Throws `broken`.
  void live_and_end();

  void move_in();
  void go_on();
  void step();
  /// Shows what the log has accepted to whoever follows it.
  void follow();
  void act();
  void pass_some_time();
  void pass(std::int64_t duration_ms);
  void crash();
  void run_something();

  void suffer(const fault_rates& faults);
  /// Lets everything happen that is on its way, until nothing is.
  void come_to_rest();
  bool is_quiet() const;
  void let_time_run_out();
  void restart();
  /// Throws `broken` once something is wrong.
  void look_for_complaints();

  const workload& like_;
  chance random_;
  trace trace_;
  fake_time time_;
  seeded_ids ids_;
  faulty_log log_;
  /// Of a thousand steps of entities, so many throw.
  std::int64_t entity_throws_ = 0;
  engine_options options_;
  oracle oracle_;
  live_rows rows_;
  faulty_snapshots snapshots_;
  front front_;
  people people_;
  sides sides_;
  std::optional<node> node_;
  std::vector<std::string> deck_;
};

} // namespace switchboard::simulation
