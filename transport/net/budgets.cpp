#include "transport/net/budgets.hpp"

#include <algorithm>

namespace switchboard::net {

void budget::fill(time_point now) {
  const std::chrono::duration<double> elapsed = now - filled_at_;
  filled_at_ = now;
  left_ = std::min(pace_.at_once, left_ + elapsed.count() * pace_.per_s);
  bytes_left_ = std::min(pace_.bytes_at_once, bytes_left_ + elapsed.count() * pace_.bytes_per_s);
}

allowance budget::take(std::size_t bytes, time_point now) {
  const std::lock_guard lock{mutex_};
  fill(now);
  const bool is_granted = left_ >= 1 && bytes_left_ > 0;
  if (is_granted) {
    left_ -= 1;
    bytes_left_ -= static_cast<double>(bytes);
  }
  const auto wait_s = std::max((1 - left_) / pace_.per_s, -bytes_left_ / pace_.bytes_per_s);
  return {is_granted, std::max(0.0, left_), (pace_.at_once - left_) / pace_.per_s,
          std::max(0.0, wait_s)};
}

void budget::spend(std::size_t bytes) {
  const std::lock_guard lock{mutex_};
  bytes_left_ -= static_cast<double>(bytes);
}

bool budget::is_full() const {
  const std::lock_guard lock{mutex_};
  const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - filled_at_;
  return left_ + elapsed.count() * pace_.per_s >= pace_.at_once
         && bytes_left_ + elapsed.count() * pace_.bytes_per_s >= pace_.bytes_at_once;
}

std::shared_ptr<budget> budgets::of(const std::string& who) {
  const std::lock_guard lock{mutex_};
  if (const auto found = all_.find(who); found != all_.end()) return found->second;
  if (all_.size() >= forget_at_) forget_full();
  return all_.emplace(who, std::make_shared<budget>(pace_)).first->second;
}

std::size_t budgets::size() const {
  const std::lock_guard lock{mutex_};
  return all_.size();
}

/// Looked for only when there are twice as many as the last time, so each costs little.
void budgets::forget_full() {
  constexpr std::size_t least = 1'024;
  std::erase_if(all_, [](const auto& each) {
    return each.second.use_count() == 1 && each.second->is_full();
  });
  forget_at_ = std::max(least, 2 * all_.size());
}

} // namespace switchboard::net
