#pragma once

#include "events/log/recent_places.hpp"

#include <string_view>

namespace switchboard {

/// An event as a log keeps it. The record belongs to somebody else.
struct stored_event {
  placed_event place;
  std::string_view record;
};

} // namespace switchboard
