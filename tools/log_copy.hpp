#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <memory>

namespace switchboard::tools {

/// Where a log is copied to.
class copy_target {
public:
  virtual ~copy_target() = default;

  /// Up to which position it already holds the log.
  virtual std::uint64_t head() const = 0;
  /// The event at that position, for comparison.
  virtual recorded at(std::uint64_t position) const = 0;
  /// Takes the events that come next, in order; how many of them it did not have yet.
  virtual std::uint64_t take(const std::vector<recorded>& events) = 0;
  /// Returns once all of it is durable. A `log_error` if it is not.
  virtual void finish() = 0;
};

struct copy_summary {
  std::uint64_t copied = 0;
  std::uint64_t there_before = 0;
};

/// Copies what the target does not have yet, in the order of the log, so a copy that was broken off
/// is taken up by doing it again. A `log_error` if the target holds another log.
copy_summary copy(const event_log& from, copy_target& to);

} // namespace switchboard::tools
