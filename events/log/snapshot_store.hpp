#pragma once

#include "events/ids.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace switchboard {

/// The state of an entity after one of its events, as JSON.
struct snapshot {
  std::uint64_t seq = 0;
  /// The log's position of that event.
  std::uint64_t position = 0;
  /// Which form of the state this is; another form is not read but folded anew.
  std::string form;
  std::string state;
};

/// States kept so that entities need not fold their whole stream, and the ledger's checkpoint. A
/// cache beside the log: whatever is lost or damaged here is derived from the log again, so nothing
/// waits for its disk, and a damaged entry reads as absent.
class snapshot_store {
public:
  virtual ~snapshot_store() = default;

  virtual void save(const stream_id& stream, snapshot taken) = 0;
  virtual std::optional<snapshot> load(const stream_id& stream) const = 0;

  virtual void save_checkpoint(std::string checkpoint) = 0;
  virtual std::optional<std::string> load_checkpoint() const = 0;
};

} // namespace switchboard
