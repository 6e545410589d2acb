#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <deque>
#include <future>
#include <stdexcept>

namespace switchboard::projections {

/// The log itself cannot be read on, as opposed to a file that is made from it.
class unreadable_log : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// Reads a log from a position to its end, the next parts already while the one before is being
/// used: most of a rebuild's time goes into making events of records, and that needs no waiting.
class log_scan {
public:
  log_scan(const event_log& log, std::uint64_t from_position);

  /// The next events; null at the end of the log as it was when that was reached.
  accepted_batch next();

private:
  static constexpr std::size_t events_at_a_time = 8'192;
  static constexpr std::size_t parts_ahead = 2;

  void read_ahead();

  const event_log& log_;
  std::uint64_t next_position_;
  std::deque<std::future<accepted_batch>> ahead_;
};

} // namespace switchboard::projections
