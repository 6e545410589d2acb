#pragma once

#include "threads/fair_queue.hpp"

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace switchboard::threads {

struct worker_pool_options {
  /// Shown by `top` and debuggers; at most 15 characters.
  std::string name;
  std::size_t threads = 1;
  /// How many jobs may wait.
  std::size_t queue_bound = 1024;
  /// By how much the threads step back for others: 0 not at all, 19 as far as it goes.
  int nice = 0;
};

/// Threads of its own for work that would keep an I/O thread from its connections.
class worker_pool {
public:
  using job = fair_queue::job;

  explicit worker_pool(const worker_pool_options& options);
  /// Waits for the jobs that run; those that still wait are not run.
  ~worker_pool();
  worker_pool(const worker_pool&) = delete;
  worker_pool& operator=(const worker_pool&) = delete;

  /// Whether the job was taken; if not, as many as may wait already do. Those that jobs are done
  /// for take turns. What a job throws is counted under the name of the pool.
  [[nodiscard]] bool submit(job work, const beneficiary& whose = {});

private:
  void run(const worker_pool_options& options);

  std::mutex mutex_;
  std::condition_variable wake_;
  fair_queue waiting_;
  bool is_stopping_ = false;
  std::vector<std::thread> threads_;
};

} // namespace switchboard::threads
