#include "events/log/append_queue.hpp"

#include <utility>

namespace switchboard {

std::optional<std::string> append_queue::push(queued_append& append) {
  bool is_news = false;
  {
    const std::lock_guard lock{mutex_};
    if (is_closed_) return "the log is being closed";
    // One append that is larger than the limits passes when it is alone.
    const bool is_too_many = queued_events_ + append.events.size() > limits_.max_queued_events
                             || queued_bytes_ + append.record_bytes > limits_.max_queued_bytes;
    if (is_too_many && !queued_.empty())
      return "the disk does not keep up: " + std::to_string(queued_events_)
             + " events already wait for it";
    queued_events_ += append.events.size();
    queued_bytes_ += append.record_bytes;
    is_news = queued_.empty() || is_full_commit();
    queued_.push_back(std::move(append));
  }
  if (is_news) is_not_idle_.notify_one();
  return std::nullopt;
}

std::vector<queued_append> append_queue::take_group() {
  std::vector<queued_append> group;
  std::unique_lock lock{mutex_};
  is_not_idle_.wait(lock, [&] { return is_closed_ || !queued_.empty(); });
  if (last_group_size_ >= busy_appends)
    is_not_idle_.wait_until(lock, last_group_taken_ + busy_commit_interval,
                            [&] { return is_closed_ || is_full_commit(); });
  std::size_t taken_events = 0;
  while (!queued_.empty()) {
    const auto events = queued_.front().events.size();
    if (!group.empty() && taken_events + events > limits_.max_events_per_commit) break;
    taken_events += events;
    queued_bytes_ -= queued_.front().record_bytes;
    group.push_back(std::move(queued_.front()));
    queued_.pop_front();
  }
  queued_events_ -= taken_events;
  last_group_size_ = group.size();
  last_group_taken_ = clock::now();
  return group;
}

void append_queue::close() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_not_idle_.notify_one();
}

} // namespace switchboard
