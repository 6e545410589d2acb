#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/sqlite.hpp"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace switchboard {

/// Reads the embedded log from any thread, each reading over a connection of its own, so that no
/// reader waits for the writer. More readers than connections take turns.
class log_reader {
public:
  explicit log_reader(data_folder folder);
  ~log_reader();

  /// Everything from `from_position` on that was there when it began, at most `limit`. `head` is
  /// how far the log is known to reach: an end before it is damage.
  std::vector<recorded> read_all(std::uint64_t from_position, std::size_t limit,
                                 std::uint64_t head) const;
  std::vector<recorded> read_stream(const stream_id& stream, std::uint64_t from_seq,
                                    std::size_t limit) const;
  std::uint64_t seq_at(const stream_id& stream, std::uint64_t position) const;
  std::uint64_t head() const;

private:
  class connection;
  class lease;

  std::unique_ptr<connection> take() const;
  void give_back(std::unique_ptr<connection> used) const;

  const data_folder folder_;
  mutable std::mutex mutex_;
  mutable std::condition_variable is_given_back_;
  mutable std::vector<std::unique_ptr<connection>> idle_;
  mutable std::size_t opened_ = 0;
};

} // namespace switchboard
