#pragma once

#include "events/log/memory_snapshots.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/workload.hpp"

#include <functional>
#include <memory>

namespace switchboard::simulation {

/// Keeps snapshots and checkpoints, or the ones before, or none: a cache owes nobody anything.
class faulty_snapshots final : public snapshot_store {
public:
  using observer = std::function<void(const stream_id&, const snapshot&)>;

  /// `observed` sees every snapshot that an entity takes, also those that are lost.
  faulty_snapshots(chance& random, observer observed)
      : random_{random}, observed_{std::move(observed)} {}

  void save(const stream_id& stream, snapshot taken) override {
    if (!is_served_) return;
    observed_(stream, taken);
    if (!random_.happens(faults_.snapshot_lost)) states_->save(stream, std::move(taken));
  }
  std::optional<snapshot> load(const stream_id& stream) const override {
    return states_->load(stream);
  }
  void save_checkpoint(std::string checkpoint) override {
    if (is_served_ && !random_.happens(faults_.snapshot_lost))
      checkpoints_->save_checkpoint(std::move(checkpoint));
  }
  std::optional<std::string> load_checkpoint() const override {
    return checkpoints_->load_checkpoint();
  }

  /// What goes wrong from now on; nothing does before the first call of this.
  void suffer(const fault_rates& faults) { faults_ = faults; }

  void lose_server() {
    is_served_ = false;
    if (random_.happens(faults_.memory_wiped)) states_ = std::make_unique<memory_snapshots>();
    if (random_.happens(faults_.memory_wiped)) checkpoints_ = std::make_unique<memory_snapshots>();
  }
  void serve_again() { is_served_ = true; }

private:
  fault_rates faults_;
  chance& random_;
  observer observed_;
  bool is_served_ = true;
  // Apart from each other, because either may be lost alone.
  std::unique_ptr<memory_snapshots> states_ = std::make_unique<memory_snapshots>();
  std::unique_ptr<memory_snapshots> checkpoints_ = std::make_unique<memory_snapshots>();
};

} // namespace switchboard::simulation
