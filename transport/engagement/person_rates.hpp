#pragma once

#include "events/ids.hpp"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <unordered_map>

namespace switchboard {

/// How much of something each person may ask for, by whatever door. Any thread may call. Whoever
/// has not asked for anything in a while takes no room.
class person_rates {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// So much a second for long, and so much at once; 0 a second is without a limit.
  person_rates(double per_s, double burst) : per_s_{per_s}, burst_{burst} {}

  /// Takes so much; 0, or after how many ms there will be as much.
  std::int64_t take(const user_id& who, double cost = 1,
                    time_point now = std::chrono::steady_clock::now());

  std::size_t size() const;

private:
  struct allowance {
    double left = 0;
    time_point at;
  };

  double left_of(const allowance& known, time_point now) const;
  void forget_the_quiet(time_point now);

  const double per_s_;
  const double burst_;
  mutable std::mutex mutex_;
  std::unordered_map<user_id, allowance> known_;
  std::size_t forget_at_size_ = 1'024;
};

} // namespace switchboard
