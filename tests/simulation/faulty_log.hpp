#pragma once

#include "events/log/memory_log.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/fake_time.hpp"
#include "tests/simulation/workload.hpp"

#include <deque>
#include <vector>

namespace switchboard::simulation {

/// A log that does all that a log may do to those who rely on it, and nothing that its contract
/// rules out, except that it may call back twice. What it stores, it stores in a log in memory.
///
/// An append waits until a `step` decides it, and its verdict until a later one tells it.
class faulty_log final : public event_log {
public:
  faulty_log(chance& random, const fake_time& time, std::int64_t longest_stall_ms);

  void append(std::vector<envelope> events, append_done done) override;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const override;
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit) const override;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const override;
  std::uint64_t head() const override { return stored_.head(); }
  std::unique_ptr<subscription> follow(std::uint64_t from_position, batch_sink sink) override;

  const memory_log& stored() const { return stored_; }
  /// What is in it before anybody writes.
  void begin_with(const std::vector<envelope>& past);

  /// Whether `step` has something to do now.
  bool can_step() const;
  /// Decides the append that has waited the longest, or tells any of the verdicts.
  void step();
  bool is_idle() const { return undecided_.empty() && verdicts_.empty(); }

  /// What goes wrong from now on; nothing does before the first call of this.
  void suffer(const fault_rates& faults);

  /// The server dies. Of the appends on their way the first few are stored, the rest is lost, and
  /// nobody is told.
  void lose_server();
  void serve_again() { is_served_ = true; }

private:
  struct proposal {
    std::vector<envelope> events;
    append_done done;
  };
  struct verdict {
    append_done done;
    append_result result;
  };

  void decide(proposal first);
  append_result fate_of(std::vector<envelope> events);
  append_result store(std::vector<envelope> events);
  bool let_somebody_else_write(const envelope& before);
  void tell_one();

  fault_rates faults_;
  chance& random_;
  const fake_time& time_;
  std::int64_t longest_stall_ms_;
  memory_log stored_;
  bool is_served_ = true;
  std::deque<proposal> undecided_;
  std::vector<verdict> verdicts_;
  timestamp stalls_until_;
  timestamp fails_until_;
  /// Reading is `const` to those who read; that it may fail is not their doing.
  mutable timestamp reads_fail_until_;
};

} // namespace switchboard::simulation
