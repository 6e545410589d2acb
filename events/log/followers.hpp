#pragma once

#include "events/log/event_log.hpp"
#include "events/log/report.hpp"

namespace switchboard {

/// Hands a log's events to whoever follows it, each follower on a thread of its own. The newest
/// batches are kept once for all of them; a follower that is further behind reads from the log, so
/// that a slow one costs no memory and delays neither the writer nor the others.
class followers {
public:
  using read_log = std::function<std::vector<recorded>(std::uint64_t from, std::size_t limit)>;

  /// `read` is called on the followers' threads until the last subscription has gone. What it
  /// cannot read is reported and tried again, because there is nothing that could be handed over
  /// next; as long as that does not succeed, the node is not ready.
  followers(std::uint64_t head, read_log read, report_line report);
  /// Ends them all, but does not wait for a sink that is being called.
  ~followers();

  /// The log has grown by this batch, whose records have that many bytes.
  void publish(const accepted_batch& batch, std::size_t bytes);
  /// The log has grown up to this position; the events are in the log.
  void advance(std::uint64_t head);

  std::unique_ptr<event_log::subscription> add(std::uint64_t from_position,
                                               event_log::batch_sink sink);

private:
  class feed;
  class follower;

  std::shared_ptr<feed> feed_;
};

} // namespace switchboard
