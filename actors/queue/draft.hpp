#pragma once

#include "actors/queue/apply.hpp"
#include "actors/rules/decision.hpp"

#include <utility>
#include <vector>

namespace switchboard::queue {

/// A decision in the making: the events so far, and the state as it would be after them, so that
/// each further step sees what the ones before have done.
class draft {
public:
  draft(const queue::state& from, const context& around)
      : state_{from}, now_{around.now}, seq_{around.seq} {}

  const queue::state& state() const { return state_; }
  const queue::roster& roster() const { return state_.roster; }
  const queue::settings& settings() const { return state_.settings; }
  timestamp now() const { return now_; }
  /// The number that the next event gets.
  number next() const { return seq_ + 1; }

  void emit(event happens) {
    apply(state_, happens, ++seq_, now_);
    events_.push_back(std::move(happens));
  }

  /// Remembers a side that may be free for a partner now; whoever asks for it looks again.
  void note_free(number side) { freed_.push_back(side); }
  const std::vector<number>& freed() const { return freed_; }

  bool empty() const { return events_.empty(); }
  std::vector<event> take() { return std::move(events_); }

private:
  queue::state state_;
  timestamp now_;
  number seq_;
  std::vector<event> events_;
  std::vector<number> freed_;
};

} // namespace switchboard::queue
