#include "transport/queue_register/queue_register.hpp"

#include <algorithm>
#include <utility>

namespace switchboard {

queue_register::queue_register(const event_log& log, std::function<std::size_t()> count_queues,
                               options chosen)
    : log_{log},
      count_queues_{std::move(count_queues)},
      open_{chosen.open},
      known_{chosen.names.begin(), chosen.names.end()} {}

bool queue_register::has(const queue_name& queue) {
  const std::lock_guard lock{mutex_};
  return is_known(queue);
}

/// What is opened here counts at once, and not only when it is counted in the log.
bool queue_register::open(const queue_name& queue) {
  const std::lock_guard lock{mutex_};
  if (is_known(queue)) return true;
  const auto counted = count_queues_();
  if (!opened_before_) opened_before_ = counted;
  if (std::max(counted, *opened_before_ + opened_here_) >= open_) return false;
  ++opened_here_;
  known_.insert(queue);
  return true;
}

bool queue_register::is_known(const queue_name& queue) {
  if (known_.contains(queue)) return true;
  if (log_.read_stream(stream_of(queue), 1, 1).empty()) return false;
  known_.insert(queue);
  return true;
}

} // namespace switchboard
