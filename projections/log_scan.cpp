#include "projections/log_scan.hpp"

#include <utility>

namespace switchboard::projections {

log_scan::log_scan(const event_log& log, std::uint64_t from_position)
    : log_{log}, next_position_{from_position} {
  for (std::size_t i = 0; i < parts_ahead; ++i)
    read_ahead();
}

accepted_batch log_scan::next() {
  if (ahead_.empty()) return nullptr;
  auto reading = std::move(ahead_.front());
  ahead_.pop_front();
  accepted_batch batch;
  try {
    batch = reading.get();
  } catch (const log_error& failed) {
    throw unreadable_log{failed.what()};
  }
  // The log ended within this part; what is read behind it may belong to a later, longer log.
  if (batch->size() < events_at_a_time)
    ahead_.clear();
  else
    read_ahead();
  return batch->empty() ? nullptr : batch;
}

void log_scan::read_ahead() {
  ahead_.push_back(std::async(std::launch::async, [&log = log_, from = next_position_] {
    return std::make_shared<const std::vector<recorded>>(log.read_all(from, events_at_a_time));
  }));
  next_position_ += events_at_a_time;
}

} // namespace switchboard::projections
