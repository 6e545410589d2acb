#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace switchboard {

/// What is still to be done, over all entities: which events have had all of their reactions taken,
/// which entities wait for a moment, and which count on connections of this process. It is kept as
/// a checkpoint from time to time; what happened after the checkpoint is looked up in the log at
/// the next start, so an old checkpoint costs time and never correctness.
///
/// Called by all entities, from any thread.
class ledger {
public:
  /// What one entity waits for.
  struct standing {
    std::optional<timestamp> deadline;
    bool has_connections = false;

    bool is_nothing() const { return !deadline && !has_connections; }
    friend bool operator==(const standing&, const standing&) = default;
  };

  /// Sets what the entity waits for. To be called before its events are settled. True if something
  /// became due earlier than anything before.
  bool note(const stream_id& stream, const standing& waits_for);

  /// The events at these positions need nothing more.
  void settle(std::uint64_t first_position, std::uint64_t last_position);

  bool is_settled(std::uint64_t position) const;

  /// All events up to here are settled.
  std::uint64_t watermark() const;

  std::optional<timestamp> next_deadline() const;

  /// The entities whose moment has come. Each is named again after `repeat_ms` unless it has noted
  /// something else by then.
  std::vector<stream_id> take_due(timestamp now, std::int64_t repeat_ms);

  std::vector<stream_id> with_connections() const;

  std::string checkpoint() const;
  /// Throws `json::error` if this is not a checkpoint of a log that ends at `head`.
  void restore(const std::string& checkpoint, std::uint64_t head);

private:
  void arm(const stream_id& stream, std::optional<timestamp> deadline);

  mutable std::mutex mutex_;
  std::uint64_t watermark_ = 0;
  /// Settled ranges above the watermark: first position to last.
  std::map<std::uint64_t, std::uint64_t> settled_above_;
  std::unordered_map<stream_id, standing> standings_;
  std::set<std::pair<timestamp, stream_id>> alarms_;
  std::unordered_map<stream_id, timestamp> armed_;
};

} // namespace switchboard
