#include "transport/net/deadlines.hpp"

#include "threads/guard.hpp"

namespace switchboard::net {

void deadline::clear() {
  due_ = time_point::max();
  if (!std::exchange(is_queued_, false)) return;
  all_.queue_.erase(place_);
}

void deadline::set(time_point due) {
  due_ = due;
  if (is_queued_ && place_->first <= due) return;
  if (is_queued_) {
    auto node = all_.queue_.extract(place_);
    node.key() = due;
    place_ = all_.queue_.insert(std::move(node));
  } else {
    place_ = all_.queue_.emplace(due, this);
    is_queued_ = true;
  }
  all_.arm();
}

void deadlines::arm() {
  if (queue_.empty() || queue_.begin()->first >= armed_for_) return;
  armed_for_ = queue_.begin()->first;
  timer_.expires_at(armed_for_);
  timer_.async_wait([this](const boost::system::error_code& failure) {
    if (!failure) expire();
  });
}

void deadlines::expire() {
  const auto now = std::chrono::steady_clock::now();
  while (!queue_.empty() && queue_.begin()->first <= now) {
    auto node = queue_.extract(queue_.begin());
    deadline& each = *node.mapped();
    if (each.due_ > now) {
      node.key() = each.due_;
      each.place_ = queue_.insert(std::move(node));
    } else {
      each.is_queued_ = false;
      each.due_ = time_point::max();
      auto& owner = each.owner_; // The deadline may go with what its owner does now.
      if (!threads::guarded("connection", [&] { owner.on_deadline(); })) owner.on_deadline_failed();
    }
  }
  armed_for_ = time_point::max();
  arm();
}

} // namespace switchboard::net
