#include "transport/websocket/outbox.hpp"

#include <utility>

namespace switchboard::websocket {

namespace {

void call(const std::function<void()>& waiter) {
  if (waiter) waiter();
}

} // namespace

bool outbox::push(frame sent) {
  std::unique_lock lock{mutex_};
  if (is_shut_) return false;
  if (frames_ + 1 > limits_->max_frames || bytes_ + sent.size() > limits_->max_bytes) {
    waiting_.clear();
    const bool is_to_tell =
        shut_with({close_code::slow_consumer, "the queue of unread frames is full"});
    const auto waiter = take_waiter();
    lock.unlock();
    call(waiter);
    return is_to_tell;
  }
  ++frames_;
  bytes_ += sent.size();
  waiting_.push_back(std::move(sent.bytes));
  return !std::exchange(is_told_, true);
}

bool outbox::ask_to_close(close_request asked) {
  std::unique_lock lock{mutex_};
  if (is_shut_) return false;
  const bool is_to_tell = shut_with(std::move(asked));
  const auto waiter = take_waiter();
  lock.unlock();
  call(waiter);
  return is_to_tell;
}

void outbox::when_drained(std::function<void()> then) {
  std::unique_lock lock{mutex_};
  if (!is_shut_ && frames_ > 0) return waiter_ = std::move(then), void();
  lock.unlock();
  call(then);
}

/// Waiters are called without the lock: they may send.
std::function<void()> outbox::take_waiter() { return std::exchange(waiter_, nullptr); }

bool outbox::shut_with(close_request asked) {
  is_shut_ = true;
  close_ = std::make_unique<close_request>(std::move(asked));
  return !std::exchange(is_told_, true);
}

std::unique_ptr<close_request> outbox::fetch(net::write_queue& into) {
  const std::lock_guard lock{mutex_};
  is_told_ = false;
  for (auto& each : waiting_)
    into.push(std::move(each));
  waiting_.clear();
  return std::move(close_);
}

void outbox::release(std::size_t frames, std::size_t bytes) {
  std::unique_lock lock{mutex_};
  if (is_shut_) return; // Goodbyes were never counted, and nothing is let in any more.
  frames_ -= frames;
  bytes_ -= bytes;
  if (frames_ > 0 || !waiter_) return;
  const auto waiter = take_waiter();
  lock.unlock();
  call(waiter);
}

void outbox::shut() {
  std::unique_lock lock{mutex_};
  is_shut_ = true;
  waiting_ = {};
  const auto waiter = take_waiter();
  lock.unlock();
  call(waiter);
}

} // namespace switchboard::websocket
