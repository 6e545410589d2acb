#include "transport/engagement/person_rates.hpp"

#include <algorithm>
#include <cmath>

namespace switchboard {

std::int64_t person_rates::take(const user_id& who, double cost, time_point now) {
  if (per_s_ <= 0) return 0;
  const std::lock_guard lock{mutex_};
  if (known_.size() >= forget_at_size_) forget_the_quiet(now);
  const auto [found, is_new] = known_.try_emplace(who, allowance{burst_, now});
  auto& known = found->second;
  known = {left_of(known, now), now};
  // What costs more than there ever is would never come to pass otherwise.
  cost = std::min(cost, burst_);
  if (known.left < cost) {
    constexpr double ms_per_s = 1'000;
    return static_cast<std::int64_t>(std::ceil((cost - known.left) / per_s_ * ms_per_s));
  }
  known.left -= cost;
  return 0;
}

std::size_t person_rates::size() const {
  const std::lock_guard lock{mutex_};
  return known_.size();
}

double person_rates::left_of(const allowance& known, time_point now) const {
  const std::chrono::duration<double> since = now - known.at;
  return std::min(burst_, known.left + std::max(0.0, since.count()) * per_s_);
}

/// Whoever has all that they may have is as if they had never asked.
void person_rates::forget_the_quiet(time_point now) {
  std::erase_if(known_, [&](const auto& each) { return left_of(each.second, now) >= burst_; });
  forget_at_size_ = std::max<std::size_t>(1'024, 2 * known_.size());
}

} // namespace switchboard
