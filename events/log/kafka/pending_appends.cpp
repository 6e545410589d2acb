#include "events/log/kafka/pending_appends.hpp"

#include <utility>

namespace switchboard::kafka {

std::optional<std::string> pending_appends::admit(pending_append& append, std::uint64_t& number) {
  const std::lock_guard lock{mutex_};
  if (refusal_) return refusal_;
  // One append that is larger than the limits passes when it is alone.
  const bool is_too_many = events_ + append.events.size() > limits_.max_queued_events
                           || bytes_ + append.record_bytes > limits_.max_queued_bytes;
  if (is_too_many && !all_.empty())
    return "Kafka does not keep up: " + std::to_string(events_) + " events already wait for it";
  events_ += append.events.size();
  bytes_ += append.record_bytes;
  number = ++last_number_;
  all_.emplace(number, std::move(append));
  return std::nullopt;
}

std::optional<pending_append> pending_appends::take(std::uint64_t number) {
  const std::lock_guard lock{mutex_};
  const auto found = all_.find(number);
  if (found == all_.end()) return std::nullopt;
  auto taken = std::move(found->second);
  all_.erase(found);
  doubted_.erase(number);
  forget(taken);
  return taken;
}

void pending_appends::doubt(std::uint64_t number, std::int32_t partition, std::string reason) {
  const std::lock_guard lock{mutex_};
  const auto found = all_.find(number);
  if (found == all_.end()) return;
  found->second.doubted_since = std::chrono::steady_clock::now();
  found->second.doubt = std::move(reason);
  found->second.doubted_partition = partition;
  // A later record of the same append may come later than where the partition ended before.
  found->second.settled_at.reset();
  doubted_.insert(number);
  is_doubted_.notify_all();
}

bool pending_appends::wait_for_doubts(std::chrono::milliseconds timeout) const {
  std::unique_lock lock{mutex_};
  return is_doubted_.wait_for(lock, timeout, [&] { return !doubted_.empty(); });
}

std::set<std::int32_t> pending_appends::partitions_to_look_at() const {
  const std::lock_guard lock{mutex_};
  std::set<std::int32_t> partitions;
  for (const auto number : doubted_)
    if (const auto& append = all_.at(number); !append.settled_at)
      partitions.insert(append.doubted_partition);
  return partitions;
}

void pending_appends::note_end(std::int32_t partition, std::int64_t end, moment asked_at) {
  const std::lock_guard lock{mutex_};
  for (const auto number : doubted_)
    if (auto& append = all_.at(number); append.doubted_partition == partition)
      if (!append.settled_at && append.doubted_since < asked_at) append.settled_at = end;
}

std::vector<pending_append> pending_appends::take_settled(std::int32_t partition,
                                                          std::int64_t next_offset) {
  const std::lock_guard lock{mutex_};
  std::vector<pending_append> settled;
  for (auto each = doubted_.begin(); each != doubted_.end();) {
    const auto found = all_.find(*each);
    auto& append = found->second;
    const bool is_settled = append.doubted_partition == partition && append.settled_at
                            && *append.settled_at <= next_offset;
    if (!is_settled) {
      ++each;
      continue;
    }
    settled.push_back(std::move(append));
    all_.erase(found);
    forget(settled.back());
    each = doubted_.erase(each);
  }
  return settled;
}

void pending_appends::close(std::string reason) {
  const std::lock_guard lock{mutex_};
  if (!refusal_) refusal_ = std::move(reason);
}

bool pending_appends::wait_until_empty(std::chrono::milliseconds timeout) const {
  std::unique_lock lock{mutex_};
  return is_emptied_.wait_for(lock, timeout, [&] { return all_.empty(); });
}

std::vector<pending_append> pending_appends::take_all() {
  const std::lock_guard lock{mutex_};
  std::vector<pending_append> taken;
  for (auto& [number, append] : all_)
    taken.push_back(std::move(append));
  all_.clear();
  doubted_.clear();
  events_ = 0;
  bytes_ = 0;
  return taken;
}

void pending_appends::forget(const pending_append& append) {
  events_ -= append.events.size();
  bytes_ -= append.record_bytes;
  if (all_.empty()) is_emptied_.notify_all();
}

} // namespace switchboard::kafka
