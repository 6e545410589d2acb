#include "events/log/memory_snapshots.hpp"

#include <utility>

namespace switchboard {

void memory_snapshots::save(const stream_id& stream, snapshot taken) {
  const std::lock_guard lock{mutex_};
  snapshots_.insert_or_assign(stream, std::move(taken));
}

std::optional<snapshot> memory_snapshots::load(const stream_id& stream) const {
  const std::lock_guard lock{mutex_};
  const auto found = snapshots_.find(stream);
  if (found == snapshots_.end()) return std::nullopt;
  return found->second;
}

void memory_snapshots::save_checkpoint(std::string checkpoint) {
  const std::lock_guard lock{mutex_};
  checkpoint_ = std::move(checkpoint);
}

std::optional<std::string> memory_snapshots::load_checkpoint() const {
  const std::lock_guard lock{mutex_};
  return checkpoint_;
}

} // namespace switchboard
