#pragma once

#include "events/ids.hpp"
#include "events/time.hpp"

#include <filesystem>
#include <functional>
#include <optional>

namespace switchboard::tools {

/// From when to when somebody was a side of a queue; without an end while they still are.
struct side_stay {
  timestamp from;
  std::optional<timestamp> until;
};

/// Says where to look for a side, whose id names no more than its queue. What it says is tried
/// before a queue's whole stream is read, and believed only if the log bears it out.
using find_stay = std::function<std::optional<side_stay>(const user_id& side)>;

/// Looks into the read models of a server's data folder. Where there are none that can be read, it
/// knows nothing.
find_stay stays_beside(const std::filesystem::path& data);

} // namespace switchboard::tools
