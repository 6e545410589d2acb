#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/event_log.hpp"
#include "events/log/snapshot_store.hpp"
#include "tools/fold.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchboard::tools {

/// The states that a server kept, each with the number of the last event that is in it.
using kept_states = std::unordered_map<stream_id, snapshot>;

/// Reads what a server kept beside its log; nothing if it kept nothing.
kept_states read_kept_states(const data_folder& folder);

struct replay_report {
  std::uint64_t events = 0;
  /// The hash of each entity's state at the end.
  std::map<stream_id, std::uint64_t> hashes;
  /// How many kept states were compared with the folded ones, and which of them differ.
  std::uint64_t compared = 0;
  std::vector<stream_id> differing;

  bool is_well() const { return differing.empty(); }
  /// One hash for all states: two logs that lead to the same states have the same.
  std::uint64_t hash() const;
};

/// Folds a whole log, or one stream of it, and compares what comes out with what was kept.
replay_report replay(const event_log& log, const std::optional<stream_id>& only,
                     const kept_states& kept);

std::string to_text(const replay_report& report, bool with_hashes);
std::string to_json(const replay_report& report);

} // namespace switchboard::tools
