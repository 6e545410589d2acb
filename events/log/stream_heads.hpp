#pragma once

#include "events/ids.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <utility>

namespace switchboard {

/// Where a stream ends, and its number in the file.
struct stream_head {
  std::int64_t stream_row = 0;
  std::uint64_t last_seq = 0;
};

/// The heads of the streams written to of late. It has two generations: once the young one is full
/// it becomes the old one, and what was not asked for since the last time is forgotten.
class stream_heads {
public:
  explicit stream_heads(std::size_t max_of_generation) : max_of_generation_{max_of_generation} {}

  /// Null if it is not known. Valid until the next call.
  stream_head* find(const stream_id& stream) {
    if (const auto found = young_.find(stream); found != young_.end()) return &found->second;
    const auto found = old_.find(stream);
    if (found == old_.end()) return nullptr;
    const auto head = found->second;
    return &put(stream, head);
  }

  /// Valid until the next call.
  stream_head& put(const stream_id& stream, stream_head head) {
    if (young_.size() >= max_of_generation_) {
      old_ = std::move(young_);
      young_.clear();
    }
    return young_.insert_or_assign(stream, head).first->second;
  }

  void clear() {
    young_.clear();
    old_.clear();
  }

private:
  /// Flat, because each place of memory that is looked at is one that the processor does not have.
  using generation = boost::unordered_flat_map<stream_id, stream_head, std::hash<stream_id>>;

  const std::size_t max_of_generation_;
  generation young_;
  generation old_;
};

} // namespace switchboard
