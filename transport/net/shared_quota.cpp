#include "transport/net/shared_quota.hpp"

namespace switchboard::net {

bool shared_quota::share::grow(std::size_t more) {
  if (!of_) return false;
  const std::lock_guard lock{of_->mutex};
  const auto found = of_->taken_by.find(who_);
  const auto before = found == of_->taken_by.end() ? 0 : found->second;
  if (more > of_->in_all - of_->taken || before + more > of_->of_each) return false;
  of_->taken += more;
  taken_ += more;
  if (found == of_->taken_by.end())
    of_->taken_by.emplace(who_, more);
  else
    found->second += more;
  return true;
}

void shared_quota::share::give_back() {
  const auto returned = std::exchange(taken_, 0);
  if (returned == 0) return;
  const std::lock_guard lock{of_->mutex};
  of_->taken -= returned;
  const auto found = of_->taken_by.find(who_);
  if ((found->second -= returned) == 0) of_->taken_by.erase(found);
}

} // namespace switchboard::net
