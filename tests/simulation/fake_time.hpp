#pragma once

#include "actors/clock.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace switchboard::simulation {

/// Time that passes only when it is told to, and remembers every moment at which it stood.
class fake_time final : public clock {
public:
  timestamp now() const override { return moments_.back(); }
  void pass(std::int64_t duration_ms) { moments_.push_back(now() + duration_ms); }

  std::size_t last_moment() const { return moments_.size() - 1; }
  std::span<const timestamp> moments_from(std::size_t first) const {
    return std::span{moments_}.subspan(first);
  }

private:
  std::vector<timestamp> moments_{timestamp{1'700'000'000'000}};
};

} // namespace switchboard::simulation
