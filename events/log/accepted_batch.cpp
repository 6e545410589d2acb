#include "events/log/accepted_batch.hpp"

namespace switchboard {

accepted_batch without_before(const accepted_batch& batch, std::uint64_t from_position) {
  if (batch->front().position >= from_position) return batch;
  const auto skipped = static_cast<std::ptrdiff_t>(from_position - batch->front().position);
  return std::make_shared<const std::vector<recorded>>(batch->begin() + skipped, batch->end());
}

} // namespace switchboard
