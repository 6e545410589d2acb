#pragma once

#include "actors/request.hpp"
#include "events/event.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

namespace switchboard::simulation {

/// The log read once more, beside the server: every event that was accepted, and the state that
/// folding a stream's events gives.
class replay {
public:
  void add(const envelope& accepted);

  std::uint64_t seq_of(const stream_id& stream) const;
  /// The events of a stream in order; the `n`-th is at `n - 1`.
  std::span<const envelope* const> of(const stream_id& stream) const;

  /// The state as it is now; an untouched one when nothing has happened.
  template <class Rules>
  typename Rules::state now(const stream_id& stream) const {
    const auto& all = states<Rules>();
    const auto found = all.find(stream.key);
    return found == all.end() ? untouched<Rules>(stream) : found->second;
  }

  /// The same without a copy; null when nothing has happened.
  template <class Rules>
  const typename Rules::state* find(const stream_id& stream) const {
    const auto& all = states<Rules>();
    const auto found = all.find(stream.key);
    return found == all.end() ? nullptr : &found->second;
  }

  /// The state as it was after the `seq`-th event of the stream.
  template <class Rules>
  typename Rules::state at(const stream_id& stream, std::uint64_t seq) const {
    if (seq == seq_of(stream)) return now<Rules>(stream);
    auto state = untouched<Rules>(stream);
    for (const auto* each : of(stream).first(seq))
      Rules::evolve(state, *each);
    return state;
  }

  /// All states of one kind, by their keys.
  template <class Rules>
  const std::map<std::string, typename Rules::state>& states() const {
    return std::get<fold<Rules>>(folds_).states;
  }

private:
  template <class Rules>
  struct fold {
    std::map<std::string, typename Rules::state> states;
  };

  template <class Rules>
  static typename Rules::state untouched(const stream_id& stream) {
    typename Rules::state state;
    state.id.value = stream.key;
    return state;
  }

  template <class Rules>
  void evolve(const envelope& accepted) {
    auto& states = std::get<fold<Rules>>(folds_).states;
    const auto [at, is_new] = states.try_emplace(accepted.stream.key);
    if (is_new) at->second = untouched<Rules>(accepted.stream);
    Rules::evolve(at->second, accepted);
  }

  /// Where they are does not change as more come.
  std::deque<envelope> all_;
  std::unordered_map<stream_id, std::vector<const envelope*>> streams_;
  std::tuple<fold<user::rules>, fold<room::rules>, fold<queue::rules>> folds_;
};

} // namespace switchboard::simulation
