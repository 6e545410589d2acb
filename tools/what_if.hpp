#pragma once

#include "tools/queue_day/rerun.hpp"

#include <string>

namespace switchboard::tools {

/// How a day went for those who waited and those who served.
struct day_outcome {
  std::string title;
  std::uint64_t customers = 0;
  std::uint64_t served = 0;
  std::uint64_t left = 0;
  std::int64_t average_wait_ms = 0;
  std::int64_t longest_wait_ms = 0;
  /// Of all who were served or left, how many were served within the queue's time, in percent.
  double service_level = 0;
  std::uint64_t most_calls = 0;
  std::uint64_t fewest_calls = 0;
};

day_outcome outcome_of(const queue_day& day, std::string title);

/// Reads `queue.strategy=round_robin`, or any other setting of a queue. Throws `usage_error`.
other_settings parse_change(const std::string& text);

/// The recorded day, the model of it, and, under this title, the model with the change.
std::vector<day_outcome> what_if(const queue_day& day, const std::string& title,
                                 const other_settings& change);

std::string to_text(const std::vector<day_outcome>& outcomes, const queue_day& day);
std::string to_json(const std::vector<day_outcome>& outcomes);

} // namespace switchboard::tools
