#pragma once

#include "tools/fold.hpp"
#include "tools/paint.hpp"
#include "tools/state_comparison.hpp"

#include <optional>
#include <string>
#include <vector>

namespace switchboard::tools {

/// Up to where a stream is folded: a number, a time, or, with neither, its end.
struct fold_limit {
  std::optional<std::uint64_t> seq;
  std::optional<timestamp> time;
};

/// An entity as it was then.
struct past_state {
  stream_id stream;
  any_state state;
  /// When its last event happened; absent when there was none yet.
  std::optional<timestamp> at;
};

/// Throws `not_found` if the stream has no events, or does not reach that number.
past_state state_at(const event_log& log, const stream_id& stream, const fold_limit& limit);

std::string to_text(const past_state& past, const paint& colours);
std::string to_json(const past_state& past);

/// What one event changed.
struct step_of_state {
  recorded event;
  std::vector<change> changes;
};

/// What the events after `from_seq` up to `to_seq` changed, each by itself.
std::vector<step_of_state> changes_between(const event_log& log, const stream_id& stream,
                                           std::uint64_t from_seq, std::uint64_t to_seq);

std::string to_text(const std::vector<step_of_state>& steps, const paint& colours);
std::string to_json(const std::vector<step_of_state>& steps);

} // namespace switchboard::tools
