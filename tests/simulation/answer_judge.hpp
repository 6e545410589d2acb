#pragma once

#include "actors/rules/policy.hpp"
#include "tests/simulation/errand.hpp"
#include "tests/simulation/fake_time.hpp"
#include "tests/simulation/replay.hpp"
#include "tools/audit/log_audit.hpp"

#include <cstddef>
#include <cstdint>

namespace switchboard::simulation {

/// What was known when a command was sent.
struct asking {
  /// How many events its stream had.
  std::uint64_t seq = 0;
  std::size_t moment = 0;
};

/// Holds each answer against the log. Throws `broken`.
///
/// - A reply that stands on events: they are in the log, they are what the rules make of the
///   command on the state before, and the reply names them, the second time as the first.
/// - A refusal, or a reply that nothing had to be done: the rules say the same on a state that the
///   stream had between the question and the answer.
/// - A state that is told is the one that folding the stream gives.
class answer_judge {
public:
  answer_judge(const replay& log, const audit::log_audit& records, const fake_time& time,
               const policy& limits)
      : log_{log}, records_{records}, time_{time}, limits_{limits} {}

  void judge(const errand& asked, const asking& when, const outcome& answer) const;

private:
  template <class Rules>
  void judge_as(const errand& asked, const asking& when, const outcome& answer) const;
  template <class Rules>
  void judge_done(const errand& asked, const audit::command_run& run,
                  const typename Rules::reply& told) const;
  template <class Rules>
  void judge_nothing_done(const errand& asked, const asking& when, const outcome& answer) const;
  template <class Rules>
  bool would_answer(const errand& asked, const outcome& answer, const typename Rules::state& state,
                    std::uint64_t seq, std::size_t first_moment) const;

  void judge_state(const errand& asked, const user::reply& told) const;
  void judge_state(const errand& asked, const room::reply& told) const;
  void judge_state(const errand& asked, const queue::reply& told) const;

  const replay& log_;
  const audit::log_audit& records_;
  const fake_time& time_;
  const policy& limits_;
};

} // namespace switchboard::simulation
