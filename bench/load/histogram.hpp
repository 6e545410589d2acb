#pragma once

#include <cstdint>
#include <vector>

namespace switchboard::load {

/// Counts durations of any length, each to within 1 %, in constant memory: the buckets of every
/// power of two divide it evenly.
class histogram {
public:
  histogram();

  void add(std::int64_t duration_ns);
  void clear();

  std::uint64_t count() const { return count_; }
  std::int64_t max_ns() const { return max_ns_; }
  /// How long the share of all that took least took at most.
  std::int64_t at_share(double share) const;

private:
  static constexpr int bits_in_power = 7;
  static constexpr std::uint64_t buckets_in_power = 1U << bits_in_power;

  static std::size_t bucket_of(std::uint64_t value);
  static std::uint64_t last_of_bucket(std::size_t bucket);

  std::vector<std::uint64_t> counts_;
  std::uint64_t count_ = 0;
  std::int64_t max_ns_ = 0;
};

} // namespace switchboard::load
