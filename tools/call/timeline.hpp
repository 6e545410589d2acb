#pragma once

#include "tools/call/story.hpp"

#include <string>
#include <vector>

namespace switchboard::tools {

/// Something that happened, as one would tell it.
struct moment {
  timestamp at;
  std::string text;
  /// The event that says so.
  recorded event;
};

/// What happened in and around a call, in order. What matters to nobody who asks why (a muted
/// microphone, a measurement) is left out.
std::vector<moment> timeline_of(const call_story& story);

/// The same for one side of a queue, which may have had several calls or none.
std::vector<moment> timeline_of_side(const std::vector<recorded>& events);

} // namespace switchboard::tools
