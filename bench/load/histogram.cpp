#include "bench/load/histogram.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace switchboard::load {

namespace {

constexpr std::size_t value_bits = 63;

} // namespace

histogram::histogram() : counts_((value_bits - bits_in_power + 1) * buckets_in_power) {}

void histogram::add(std::int64_t duration_ns) {
  const auto value = std::max<std::int64_t>(0, duration_ns);
  ++counts_[bucket_of(static_cast<std::uint64_t>(value))];
  ++count_;
  max_ns_ = std::max(max_ns_, value);
}

void histogram::clear() { *this = histogram{}; }

std::int64_t histogram::at_share(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t bucket = 0; bucket < counts_.size(); ++bucket) {
    seen += counts_[bucket];
    if (seen >= wanted && seen > 0)
      return std::min(max_ns_, static_cast<std::int64_t>(last_of_bucket(bucket)));
  }
  return max_ns_;
}

/// The values below the first power have a bucket each; those of power p above it are told apart by
/// the bits behind their highest one.
std::size_t histogram::bucket_of(std::uint64_t value) {
  if (value < buckets_in_power) return value;
  const auto shift = static_cast<std::size_t>(std::bit_width(value)) - 1 - bits_in_power;
  return (shift + 1) * buckets_in_power + ((value >> shift) - buckets_in_power);
}

std::uint64_t histogram::last_of_bucket(std::size_t bucket) {
  if (bucket < buckets_in_power) return bucket;
  const auto shift = bucket / buckets_in_power - 1;
  const auto first = (bucket % buckets_in_power + buckets_in_power) << shift;
  return first + (std::uint64_t{1} << shift) - 1;
}

} // namespace switchboard::load
