#pragma once

#include "events/log/memory_log.hpp"
#include "events/log/snapshot_store.hpp"
#include "tests/simulation/answer_judge.hpp"
#include "tests/simulation/fake_time.hpp"
#include "tests/simulation/replay.hpp"
#include "tests/simulation/trace.hpp"
#include "tools/audit/call_audit.hpp"
#include "tools/audit/log_audit.hpp"
#include "tools/audit/queue_audit.hpp"
#include "tools/audit/user_audit.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>

namespace switchboard::simulation {

/// Watches one system and knows at every moment whether all is as it must be. It reads what the log
/// has accepted, and nothing that the server believes.
class oracle {
public:
  oracle(const memory_log& log, const fake_time& time, const policy& limits, trace& told);

  const replay& seen() const { return seen_; }
  /// The types of all events so far.
  const std::set<std::string>& types() const { return types_; }

  /// Reads what is new in the log.
  void follow();
  /// An answer was given: it must be right at this moment.
  void judge(const errand& asked, const asking& when, const outcome& answer);
  /// A snapshot was taken: it must be what folding the stream gives.
  void compare(const stream_id& stream, const snapshot& taken);

  void check_quiet();
  void check_all_over();

  void complain(std::string what) {
    if (!complaint_) complaint_ = std::move(what);
  }
  /// What was the first to be wrong, in one sentence.
  const std::optional<std::string>& complaint() const { return complaint_; }

private:
  /// Nothing may be thrown through an actor, so what is wrong is kept for whoever asks.
  void watch(const std::function<void()>& check);
  void read_on();
  void check_roster(const outcome& answer) const;

  const memory_log& log_;
  trace& told_;
  replay seen_;
  audit::log_audit records_;
  audit::user_audit users_;
  audit::call_audit calls_;
  audit::queue_audit queues_;
  answer_judge judge_;
  std::uint64_t head_ = 0;
  std::set<std::string> types_;
  std::optional<std::string> complaint_;
};

} // namespace switchboard::simulation
