#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

namespace switchboard {

/// Where one event stands: its number in its stream, and its position in the log.
struct placed_event {
  std::int64_t stream_row = 0;
  std::uint64_t seq = 0;
  std::uint64_t position = 0;
};

/// Where the newest events of each stream stand, until the file's index says so. Any thread may
/// ask while another one adds and takes away.
class recent_places {
public:
  /// Events in the order of the log.
  void add(std::span<const placed_event> events);
  /// Those which `oldest` gave.
  void forget(std::span<const placed_event> events);
  void clear();

  std::size_t count() const;
  /// The events of a stream from a number on, in order.
  std::vector<placed_event> of(std::int64_t stream_row, std::uint64_t from_seq) const;
  std::optional<std::uint64_t> last_seq_of(std::int64_t stream_row) const;

  /// About as many as wanted, and fewer only if there are no more: of the streams from `stream_row`
  /// on, and of each the oldest. None of them is behind `last_position`.
  std::vector<placed_event> oldest(std::size_t wanted, std::int64_t from_stream_row,
                                   std::uint64_t last_position) const;

private:
  mutable std::mutex mutex_;
  /// In the order of the file's index, so that neighbours get there together.
  std::map<std::int64_t, std::vector<placed_event>> streams_;
  std::size_t count_ = 0;
};

} // namespace switchboard
