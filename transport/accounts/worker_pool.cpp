#include "transport/accounts/worker_pool.hpp"

#include "threads/guard.hpp"
#include "threads/turns.hpp"

#include <pthread.h>

#include <utility>

namespace switchboard {

worker_pool::worker_pool(const worker_pool_options& options) : queue_bound_{options.queue_bound} {
  for (std::size_t i = 0; i < options.threads; ++i)
    threads_.emplace_back([this, options] { run(options); });
}

worker_pool::~worker_pool() {
  {
    const std::lock_guard lock{mutex_};
    is_stopping_ = true;
  }
  wake_.notify_all();
  for (auto& each : threads_)
    each.join();
}

bool worker_pool::submit(job work) {
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || waiting_.size() >= queue_bound_) return false;
    waiting_.push_back(std::move(work));
  }
  wake_.notify_one();
  return true;
}

void worker_pool::run(const worker_pool_options& options) {
  pthread_setname_np(pthread_self(), options.name.substr(0, 15).c_str());
  threads::step_back(options.nice);
  for (std::unique_lock lock{mutex_};;) {
    wake_.wait(lock, [this] { return is_stopping_ || !waiting_.empty(); });
    if (is_stopping_) return;
    auto work = std::move(waiting_.front());
    waiting_.pop_front();
    lock.unlock();
    threads::guarded(options.name, work);
    work = nullptr; // what it holds goes before the lock is taken again
    lock.lock();
  }
}

} // namespace switchboard
