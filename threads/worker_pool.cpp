#include "threads/worker_pool.hpp"

#include "threads/guard.hpp"
#include "threads/turns.hpp"

#include <pthread.h>

#include <algorithm>
#include <utility>

namespace switchboard::threads {

namespace {

/// However much an address or an account asks for, there is room for others, and with more threads
/// than one also a thread.
fair_queue::bounds bounds_of(const worker_pool_options& options) {
  const auto bound = options.queue_bound;
  return {.in_all = bound,
          .of_address = std::max<std::size_t>(1, bound - bound / 8),
          .of_account = std::max<std::size_t>(1, bound / 4),
          .at_work_for_account = std::max<std::size_t>(1, options.threads - 1)};
}

} // namespace

worker_pool::worker_pool(const worker_pool_options& options) : waiting_{bounds_of(options)} {
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

bool worker_pool::submit(job work, const beneficiary& whose) {
  {
    const std::lock_guard lock{mutex_};
    if (is_stopping_ || !waiting_.push(std::move(work), whose)) return false;
  }
  wake_.notify_one();
  return true;
}

void worker_pool::run(const worker_pool_options& options) {
  pthread_setname_np(pthread_self(), options.name.substr(0, 15).c_str());
  step_back(options.nice);
  for (std::unique_lock lock{mutex_};;) {
    std::optional<fair_queue::turn> next;
    wake_.wait(lock, [&] { return is_stopping_ || (next = waiting_.pop()); });
    if (is_stopping_) return;
    lock.unlock();
    guarded(options.name, next->work);
    next->work = nullptr; // what it holds goes before the lock is taken again
    lock.lock();
    waiting_.finish(next->whose);
    // Whose next job had to wait for this one may be served by any thread.
    wake_.notify_one();
  }
}

} // namespace switchboard::threads
