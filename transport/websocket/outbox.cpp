#include "transport/websocket/outbox.hpp"

#include <utility>

namespace switchboard::websocket {

bool outbox::push(frame sent) {
  const std::lock_guard lock{mutex_};
  if (is_shut_) return false;
  if (frames_ + 1 > limits_->max_frames || bytes_ + sent.size() > limits_->max_bytes) {
    waiting_.clear();
    return shut_with({close_code::slow_consumer, "the queue of unread frames is full"});
  }
  ++frames_;
  bytes_ += sent.size();
  waiting_.push_back(std::move(sent.bytes));
  return !std::exchange(is_told_, true);
}

bool outbox::ask_to_close(close_request asked) {
  const std::lock_guard lock{mutex_};
  if (is_shut_) return false;
  return shut_with(std::move(asked));
}

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
  const std::lock_guard lock{mutex_};
  if (is_shut_) return; // Goodbyes were never counted, and nothing is let in any more.
  frames_ -= frames;
  bytes_ -= bytes;
}

void outbox::shut() {
  const std::lock_guard lock{mutex_};
  is_shut_ = true;
  waiting_ = {};
}

} // namespace switchboard::websocket
