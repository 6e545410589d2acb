#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/found_places.hpp"
#include "events/log/recent_places.hpp"
#include "events/log/sqlite.hpp"

#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

namespace switchboard {

/// Reads a log's files from any thread, each reading over a connection of its own, so that no
/// reader waits for the writer. More readers than connections take turns.
class log_reader {
public:
  /// Beside another process, or none, that writes.
  explicit log_reader(data_folder folder);
  /// Beside the writer of this process: `recent` is what of its index is not in the file.
  log_reader(data_folder folder, std::shared_ptr<const recent_places> recent);
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

  std::vector<placed_event> places_of(connection& reader, std::int64_t stream_row,
                                      std::uint64_t from_seq) const;
  std::unique_ptr<connection> take() const;
  void give_back(std::unique_ptr<connection> used) const;

  const data_folder folder_;
  /// What the file's index does not say: told by the writer, or else found.
  const std::shared_ptr<const recent_places> told_;
  mutable found_places found_;
  mutable std::mutex mutex_;
  mutable std::condition_variable is_given_back_;
  mutable std::vector<std::unique_ptr<connection>> idle_;
  mutable std::size_t opened_ = 0;
};

} // namespace switchboard
