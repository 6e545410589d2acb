#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace switchboard::tools {

/// Which events somebody wants to see; whatever is absent does not matter.
struct selection {
  std::optional<timestamp> since;
  std::optional<timestamp> until;
  std::optional<stream_id> stream;
  /// Whole types, or their beginnings: `room.call_missed`, `queue.`
  std::vector<std::string> types;
  /// A call's id, or the `side_…` id of one side of a queue's call.
  std::optional<std::string> call;
  std::optional<user_id> user;

  bool is_everything() const;
};

/// Whether this is one of the events that are wanted.
bool is_selected(const selection& wanted, const envelope& entry);

/// The streams that hold all that is wanted; none when only the whole log does.
std::set<stream_id> streams_for(const event_log& log, const selection& wanted);

/// Calls `visit` for each wanted event, in the order of the log, until it gives false. Reads no
/// more than it must: one stream when one is named, the streams of a call, or those of a user.
void for_each_selected(const event_log& log, const selection& wanted,
                       const std::function<bool(const recorded&)>& visit);

/// The last `count` wanted events, oldest first.
std::vector<recorded> last_selected(const event_log& log, const selection& wanted,
                                    std::size_t count);

} // namespace switchboard::tools
