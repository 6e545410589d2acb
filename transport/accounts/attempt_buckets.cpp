#include "transport/accounts/attempt_buckets.hpp"

#include <algorithm>

namespace switchboard {

std::int64_t attempt_buckets::share_ms() const {
  return std::max<std::int64_t>(1, window_ms_ / attempts_);
}

std::int64_t attempt_buckets::wait_ms(const std::string& key, timestamp now) {
  const auto* full_at = find(key);
  if (full_at == nullptr) return 0;
  // A clock that was set back must not make anybody wait longer than a whole window.
  const auto until_full_ms = std::min(*full_at - now, window_ms_);
  return std::max<std::int64_t>(0, until_full_ms - (window_ms_ - share_ms()));
}

void attempt_buckets::take_one(const std::string& key, timestamp now) {
  const auto* found = find(key);
  const auto full_at = found ? std::max(*found, now) : now;
  put(key, std::min(full_at + share_ms(), now + window_ms_));
}

const attempt_buckets::bucket* attempt_buckets::find(const std::string& key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  recent_first_.splice(recent_first_.begin(), recent_first_, found->second);
  return &found->second->second;
}

void attempt_buckets::put(const std::string& key, bucket now_is) {
  if (const auto found = by_key_.find(key); found != by_key_.end()) {
    found->second->second = now_is;
    recent_first_.splice(recent_first_.begin(), recent_first_, found->second);
    return;
  }
  if (by_key_.size() >= max_entries_) {
    by_key_.erase(recent_first_.back().first);
    recent_first_.pop_back();
  }
  recent_first_.emplace_front(key, now_is);
  by_key_.emplace(key, recent_first_.begin());
}

} // namespace switchboard
