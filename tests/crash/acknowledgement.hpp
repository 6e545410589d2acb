#pragma once

#include <cstdint>

namespace switchboard::testing {

/// What the crash writer tells its parent once an append has been accepted, and not before.
struct acknowledgement {
  std::uint64_t stream = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t first_position = 0;
  std::uint64_t events = 0;
};

constexpr std::uint64_t crash_streams = 64;

} // namespace switchboard::testing
