#pragma once

#include "events/log/kafka/open_appends.hpp"
#include "events/log/stored_log.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace switchboard::kafka {

/// Which topic a replica is of.
struct replica_source {
  std::string cluster;
  std::string topic;
  int partitions = 1;

  friend bool operator==(const replica_source&, const replica_source&) = default;
};

/// A record in the topic that no switchboard wrote; it is skipped.
struct foreign_record {
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::string why;
};

/// How far a partition has been read, and what is left over from the reading.
struct partition_progress {
  std::int64_t next_offset = 0;
  open_appends open;
};

struct reading_progress {
  std::vector<partition_progress> partitions;
  /// Those that this round has met.
  std::vector<foreign_record> foreign;
};

/// This node's copy of the log, filled from the topic. With each commit it notes how far it has
/// been filled. No commit is flushed: what a power cut takes from its end is read again.
class replica {
public:
  /// Opens the copy in a folder, or begins one. A `log_error` if it is of another topic.
  replica(const data_folder& folder, const replica_source& source, const report_line& report);

  reading_progress load() const;

  /// Decides what has been read, in order, and keeps it together with the progress.
  group_outcome commit(std::vector<queued_append>& group, const reading_progress& progress);

  const stored_log& log() const { return log_; }
  stored_log& log() { return log_; }

private:
  stored_log log_;
  const int partitions_;
  sqlite::statement keep_foreign_;
};

/// What a replica has skipped, for tools; empty for a log that is none. Only the first thousand are
/// kept.
std::vector<foreign_record> foreign_records_in(const data_folder& folder);

} // namespace switchboard::kafka
