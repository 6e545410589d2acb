#pragma once

#include "events/log/snapshot_store.hpp"

#include <mutex>
#include <unordered_map>

namespace switchboard {

/// Snapshots that last as long as the process: for tests, simulations and benches.
class memory_snapshots final : public snapshot_store {
public:
  void save(const stream_id& stream, snapshot taken) override;
  std::optional<snapshot> load(const stream_id& stream) const override;
  void save_checkpoint(std::string checkpoint) override;
  std::optional<std::string> load_checkpoint() const override;

private:
  mutable std::mutex mutex_;
  std::unordered_map<stream_id, snapshot> snapshots_;
  std::optional<std::string> checkpoint_;
};

} // namespace switchboard
