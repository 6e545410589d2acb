#pragma once

#include "actors/room/rules.hpp"

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace switchboard::room {

/// A decision in the making: the events so far, and the room as it will be after them.
class draft {
public:
  draft(const state& before, const context& known) : before_{before}, known_{known} {}
  draft(const draft&) = delete;
  draft& operator=(const draft&) = delete;

  /// The room after the events so far. What was looked up in it before an `add` must not be used
  /// after it.
  const state& room();
  const live_call* call() { return room().call(); }

  timestamp now() const { return known_.now; }
  const policy& limits() const { return known_.policy; }
  /// The number that the next event gets.
  std::uint64_t next_seq() const { return known_.seq + events_.size() + 1; }

  void add(event happened) { events_.push_back(std::move(happened)); }
  std::vector<event> take() && { return std::move(events_); }

private:
  const state& before_;
  const context& known_;
  std::vector<event> events_;
  /// A copy of the state is made only for a decision that looks at the effect of its own events.
  std::optional<state> after_;
  std::size_t folded_count_ = 0;
};

} // namespace switchboard::room
