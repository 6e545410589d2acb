#pragma once

#include "events/log/data_folder.hpp"
#include "events/log/event_log.hpp"
#include "events/log/recent_places.hpp"
#include "events/log/sqlite.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

namespace switchboard {

/// Reads the events of a log, wherever it keeps them, over a connection to its file that one thread
/// uses at a time. What is not as it was written is a `log_error`.
class event_reader {
public:
  using event_sink = std::function<void(recorded)>;

  virtual ~event_reader() = default;

  virtual std::uint64_t head() = 0;
  /// Hands over at most `limit` events from a position on.
  virtual void read_from(std::uint64_t position, std::size_t limit, const event_sink& take) = 0;
  virtual recorded read_at(std::uint64_t position) = 0;
  /// Hands over those of a stream that the file's index has.
  virtual void read_stream(std::int64_t stream_row, std::uint64_t from_seq, std::size_t limit,
                           const event_sink& take) = 0;
  /// The number of the stream's last event up to a position, of those that the index has; 0 if it
  /// has none.
  virtual std::uint64_t seq_at(std::int64_t stream_row, std::uint64_t position) = 0;
  /// Where all events behind a position stand.
  virtual std::vector<placed_event> places_behind(std::uint64_t position) = 0;

  /// Throws that the log has lost something or that something is not as it was written.
  [[noreturn]] virtual void fail_as_damaged(const std::string& what) = 0;
};

/// The reader for how this file keeps its events. It must go before the file.
std::unique_ptr<event_reader> make_event_reader(const data_folder& folder,
                                                const sqlite::database& file);

} // namespace switchboard
