#pragma once

#include "events/log/append_queue.hpp"
#include "events/log/kafka/pending_appends.hpp"
#include "events/log/kafka/replica_writer.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace switchboard::kafka {

/// Makes appends out of records: those of other processes from what the records say, this process's
/// own with whoever waits for them. Whether they are accepted is decided when they are committed,
/// by the rule that every reader applies.
class intake {
public:
  /// `process` begins the ids of this process's appends.
  intake(reading_progress progress, std::string process, pending_appends& own);

  /// The id of an append of this process.
  std::string id_of(std::uint64_t number) const;

  /// Takes the next record of its partition. A `log_error` if it is of a newer switchboard, because
  /// nothing after it can be decided then.
  void add(const rd_kafka_message_t& record);

  /// There is nothing before this offset any more that would still come.
  void note_end(const rd_kafka_message_t& end);

  const reading_progress& progress() const { return progress_; }
  /// The appends that have become complete since the last time, and how far the reading has come;
  /// nothing if it has not come further.
  std::optional<reading> take();

private:
  void complete(const rd_kafka_message_t& last, std::string_view append,
                std::vector<std::string> records);
  std::vector<envelope> decoded(const rd_kafka_message_t& last,
                                const std::vector<std::string>& records) const;
  void skip(const rd_kafka_message_t& record, std::string why);

  reading_progress progress_;
  const std::string process_;
  pending_appends& own_;
  std::vector<queued_append> group_;
  bool has_moved_ = false;
};

} // namespace switchboard::kafka
