#pragma once

#include <cstddef>
#include <deque>
#include <unordered_set>

namespace switchboard::audit {

/// The last so many values that were added: an audit of a log of any length keeps no more.
template <class T>
class recent {
public:
  explicit recent(std::size_t limit) : limit_{limit} {}

  /// Whether it was not there before.
  bool insert(const T& value) {
    if (!known_.insert(value).second) return false;
    order_.push_back(value);
    while (order_.size() > limit_) {
      known_.erase(order_.front());
      order_.pop_front();
    }
    return true;
  }
  bool contains(const T& value) const { return known_.contains(value); }
  /// Whether it was there.
  bool erase(const T& value) { return known_.erase(value) == 1; }

private:
  std::size_t limit_;
  std::unordered_set<T> known_;
  std::deque<T> order_;
};

} // namespace switchboard::audit
