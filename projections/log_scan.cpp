#include "projections/log_scan.hpp"

namespace switchboard::projections {

log_scan::log_scan(const event_log& log, std::uint64_t from_position)
    : log_{log}, next_{read(from_position)} {}

accepted_batch log_scan::next() {
  accepted_batch batch;
  try {
    batch = next_.get();
  } catch (const log_error& failed) {
    throw unreadable_log{failed.what()};
  }
  if (batch->empty()) return nullptr;
  next_ = read(batch->back().position + 1);
  return batch;
}

std::future<accepted_batch> log_scan::read(std::uint64_t from_position) const {
  return std::async(std::launch::async, [&log = log_, from_position] {
    return std::make_shared<const std::vector<recorded>>(
        log.read_all(from_position, events_at_a_time));
  });
}

} // namespace switchboard::projections
