#pragma once

#include <cstddef>

namespace switchboard {

/// How much may be made, or be held back, for one client at a time.
struct frame_limits {
  std::size_t frames = 256;
  std::size_t bytes = 128 * 1024;
};

} // namespace switchboard
