#pragma once

#include "events/log/event_log.hpp"

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <unordered_set>
#include <vector>

namespace switchboard {

/// Which queues there are: those that the configuration names, and those in which something has
/// happened. Whoever makes a name up finds nothing and leaves nothing behind. Any thread may call.
class queue_register {
public:
  struct options {
    std::vector<queue_name> names;
    /// While there are fewer queues than this, anybody may open another.
    std::size_t open = 0;
  };

  /// `count_queues` tells in how many queues something has happened. Both outlive this.
  queue_register(const event_log& log, std::function<std::size_t()> count_queues, options chosen);

  bool has(const queue_name& queue);
  /// Whether there is such a queue now, because there was or because it could be opened.
  bool open(const queue_name& queue);

private:
  bool is_known(const queue_name& queue);

  const event_log& log_;
  const std::function<std::size_t()> count_queues_;
  const std::size_t open_;

  std::mutex mutex_;
  std::unordered_set<queue_name> known_;
  /// How many there were when the first was opened here, and how many have been since.
  std::optional<std::size_t> opened_before_;
  std::size_t opened_here_ = 0;
};

} // namespace switchboard
