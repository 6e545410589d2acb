#pragma once

#include "events/time.hpp"

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <utility>

namespace switchboard {

/// How many tries each of many has left of something: of wrong passwords, of registrations. What is
/// taken comes back evenly over the window. Memory is bounded: what was used longest ago is
/// forgotten first. Whoever shares it among threads locks.
class attempt_buckets {
public:
  attempt_buckets(std::int64_t attempts, std::int64_t window_ms, std::size_t max_entries)
      : attempts_{attempts}, window_ms_{window_ms}, max_entries_{max_entries} {}

  bool has(const std::string& key) const { return by_key_.contains(key); }
  /// How long to wait until there is a try; 0 is not at all.
  std::int64_t wait_ms(const std::string& key, timestamp now);
  void take_one(const std::string& key, timestamp now);
  /// All tries are there again.
  void fill(const std::string& key, timestamp now) { put(key, now); }

private:
  /// When all tries are back again; in the past or absent, all of them are there. Each try moves it
  /// by its share of the window.
  using bucket = timestamp;
  using row = std::pair<std::string, bucket>;

  std::int64_t share_ms() const;
  const bucket* find(const std::string& key);
  void put(const std::string& key, bucket now_is);

  const std::int64_t attempts_;
  const std::int64_t window_ms_;
  const std::size_t max_entries_;
  std::list<row> recent_first_;
  std::unordered_map<std::string, std::list<row>::iterator> by_key_;
};

} // namespace switchboard
