#pragma once

#include "events/log/report.hpp"

#include <cstdint>
#include <functional>
#include <string>

namespace switchboard::projections {

/// How far a catching-up is, for a progress bar.
struct progress {
  std::uint64_t position = 0;
  std::uint64_t head = 0;
};

struct options {
  /// About what nobody asked for: a damaged file, a rebuild.
  report_line report = [](const std::string&) {};
  /// Called on the runner's thread after each part of what there was to catch up with.
  std::function<void(const progress&)> on_progress = [](const progress&) {};
};

} // namespace switchboard::projections
