#include "transport/mail/mail_queue.hpp"

#include "threads/guard.hpp"
#include "threads/turns.hpp"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace switchboard::mail {

namespace {

/// Mail may wait for calls.
constexpr int nice = 10;

} // namespace

mail_queue::mail_queue(options chosen, send_port send, on_settled settled)
    : options_{chosen}, send_{std::move(send)}, settled_{std::move(settled)}, thread_{[this] {
        run();
      }} {}

mail_queue::~mail_queue() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
}

bool mail_queue::post(letter wanted) {
  {
    const std::lock_guard lock{mutex_};
    if (letters_.size() + under_way_ >= options_.max_waiting) return false;
    letters_.push({std::chrono::steady_clock::now(), 0, std::move(wanted)});
  }
  wake_.notify_one();
  return true;
}

std::size_t mail_queue::waiting() const {
  const std::lock_guard lock{mutex_};
  return letters_.size() + under_way_;
}

void mail_queue::run() {
  pthread_setname_np(pthread_self(), "mail");
  threads::step_back(nice);
  for (std::unique_lock lock{mutex_}; !is_stopping_;) {
    if (letters_.empty()) {
      wake_.wait(lock);
    } else if (const auto due = letters_.top().due; due > std::chrono::steady_clock::now()) {
      wake_.wait_until(lock, due);
    } else {
      auto next = letters_.top();
      letters_.pop();
      under_way_ = 1;
      lock.unlock();
      deliver(std::move(next));
      lock.lock();
      under_way_ = 0;
    }
  }
}

void mail_queue::deliver(waiting_letter each) {
  attempt last;
  if (auto why = threads::failure_of([&] { last = send_(each.what, is_stopping_); }))
    last = {verdict::later, *std::move(why)};
  if (is_stopping_ && last.verdict != verdict::sent) return;
  ++each.attempts;
  if (last.verdict == verdict::later && each.attempts < options_.max_attempts) {
    each.due = std::chrono::steady_clock::now() + pause_after(each.attempts);
    return put(std::move(each));
  }
  ++(last.verdict == verdict::sent ? sent_ : given_up_);
  threads::guarded("mail", [&] { settled_(each.what, last, each.attempts); });
}

void mail_queue::put(waiting_letter each) {
  const std::lock_guard lock{mutex_};
  letters_.push(std::move(each));
}

/// Four times as long after each attempt.
std::chrono::milliseconds mail_queue::pause_after(std::size_t attempts) const {
  auto pause_ms = options_.first_pause_ms;
  for (std::size_t i = 1; i < attempts && pause_ms < options_.longest_pause_ms; ++i)
    pause_ms *= 4;
  return std::chrono::milliseconds{std::min(pause_ms, options_.longest_pause_ms)};
}

} // namespace switchboard::mail
