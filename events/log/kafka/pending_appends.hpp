#pragma once

#include "events/log/append_queue.hpp"
#include "events/log/event_log.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace switchboard::kafka {

using moment = std::chrono::steady_clock::time_point;

/// An append of this process that is on its way to the topic and back.
struct pending_append {
  std::vector<envelope> events;
  std::size_t record_bytes = 0;
  event_log::append_done done;
  /// Why its fate is unknown; empty as long as nothing has gone wrong.
  std::string doubt;
  std::int32_t doubted_partition = 0;
  moment doubted_since;
  /// Once everything before this offset has been read without it, it was not stored by then.
  std::optional<std::int64_t> settled_at;
};

/// What this process has sent and not yet read back. Whoever takes an append out of here answers
/// it, so each is answered once.
class pending_appends {
public:
  explicit pending_appends(append_limits limits) : limits_{limits} {}

  /// Lets an append in and sets its number; what comes back is why it is refused, and then `append`
  /// is as it was.
  std::optional<std::string> admit(pending_append& append, std::uint64_t& number);
  std::optional<pending_append> take(std::uint64_t number);

  /// The brokers may have it and may not. Only reading tells.
  void doubt(std::uint64_t number, std::int32_t partition, std::string reason);
  /// Whether there is any doubt, now or within this time.
  bool wait_for_doubts(std::chrono::milliseconds timeout) const;
  /// Partitions in which an append is doubted since nobody has looked where they end.
  std::set<std::int32_t> partitions_to_look_at() const;
  /// A partition ended there when it was asked, or later. It says nothing of newer doubts.
  void note_end(std::int32_t partition, std::int64_t end, moment asked_at);
  /// The doubted appends that reading up to `next_offset` has not brought.
  std::vector<pending_append> take_settled(std::int32_t partition, std::int64_t next_offset);

  /// From now on everything is refused for this reason.
  void close(std::string reason);
  bool wait_until_empty(std::chrono::milliseconds timeout) const;
  std::vector<pending_append> take_all();

private:
  void forget(const pending_append& append);

  const append_limits limits_;
  mutable std::mutex mutex_;
  mutable std::condition_variable is_emptied_;
  mutable std::condition_variable is_doubted_;
  std::unordered_map<std::uint64_t, pending_append> all_;
  std::set<std::uint64_t> doubted_;
  std::uint64_t last_number_ = 0;
  std::size_t events_ = 0;
  std::size_t bytes_ = 0;
  std::optional<std::string> refusal_;
};

} // namespace switchboard::kafka
