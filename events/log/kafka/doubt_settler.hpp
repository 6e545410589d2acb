#pragma once

#include "events/log/kafka/options.hpp"
#include "events/log/kafka/partition_ends.hpp"
#include "events/log/kafka/pending_appends.hpp"
#include "events/log/kafka/replica_writer.hpp"

#include <atomic>
#include <thread>

namespace switchboard::kafka {

/// Finds out what became of the appends that the brokers may have and may not: asks where their
/// partitions end, and once all that stands before has been read and stored without them, they have
/// failed. On a thread of its own, because a partition that has lost its leader must not hold up
/// the reading of the others.
class doubt_settler {
public:
  /// The others must outlive it.
  doubt_settler(const kafka_options& options, pending_appends& pending,
                const replica_writer& writer);
  ~doubt_settler();
  doubt_settler(const doubt_settler&) = delete;
  doubt_settler& operator=(const doubt_settler&) = delete;

private:
  void serve_until_closed();
  void settle_all();
  void look_for(const partition_ends& ends);
  void answer_settled();

  const kafka_options& options_;
  pending_appends& pending_;
  const replica_writer& writer_;
  std::atomic<bool> is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard::kafka
