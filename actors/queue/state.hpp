#pragma once

#include "actors/queue/roster.hpp"
#include "events/queue.hpp"

#include <cstdint>
#include <optional>
#include <tuple>

namespace switchboard::queue {

/// What a queue's entity remembers. Copying it costs next to nothing, however many are waiting.
struct state {
  queue_name id;
  /// The number of the last event.
  std::uint64_t seq = 0;
  queue::settings settings;
  /// How long the latest customers waited for each place that they had before them and their own: a
  /// moving average, absent until one has waited.
  std::optional<std::int64_t> pace_ms;
  queue::roster roster;

  static constexpr auto fields() {
    return std::tuple{field{"id", &state::id, "The queue."},
                      field{"seq", &state::seq, "The number of the last event."},
                      field{"settings", &state::settings, "How it works."},
                      field{"pace_ms", &state::pace_ms, "How long a place took lately."},
                      field{"roster", &state::roster, "Its sides and its open offers."}};
  }
};

} // namespace switchboard::queue
