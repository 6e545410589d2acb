#include "events/log/line_flusher.hpp"

#include "events/log/event_log.hpp"

#include <pthread.h>

#include <utility>

namespace switchboard {

line_flusher::line_flusher(const line_files& files, std::uint64_t head)
    : files_{files}, asked_{head}, flushed_{head} {
  files_.flush();
  thread_ = std::thread{[this] { work_until_closed(); }};
}

line_flusher::~line_flusher() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_changed_.notify_all();
  thread_.join();
}

void line_flusher::ask(std::uint64_t head) {
  {
    const std::lock_guard lock{mutex_};
    if (is_busy() || !failure_.empty()) return;
    asked_ = head;
  }
  is_changed_.notify_all();
}

void line_flusher::wait() const {
  std::unique_lock lock{mutex_};
  is_changed_.wait(lock, [&] { return !is_busy(); });
}

std::uint64_t line_flusher::asked() const {
  const std::lock_guard lock{mutex_};
  return asked_;
}

std::uint64_t line_flusher::flushed() const {
  const std::lock_guard lock{mutex_};
  return flushed_;
}

void line_flusher::check() {
  const std::lock_guard lock{mutex_};
  if (failure_.empty()) return;
  asked_ = flushed_;
  throw log_error{std::exchange(failure_, {})};
}

void line_flusher::work_until_closed() {
  ::pthread_setname_np(::pthread_self(), "log flush");
  std::unique_lock lock{mutex_};
  for (;;) {
    is_changed_.wait(lock, [&] { return is_closed_ || is_busy(); });
    if (is_closed_) return;
    const auto head = asked_;
    lock.unlock();
    std::string failure;
    try {
      files_.flush();
    } catch (const std::exception& refused) {
      failure = refused.what();
    }
    lock.lock();
    if (failure.empty()) flushed_ = head;
    failure_ = std::move(failure);
    is_changed_.notify_all();
  }
}

} // namespace switchboard
