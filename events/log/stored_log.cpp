#include "events/log/stored_log.hpp"

#include <utility>

namespace switchboard {

stored_log::stored_log(const data_folder& folder, log_file::purpose of, report_line report,
                       const append_limits& limits)
    : lock_{folder},
      writer_{folder, of, limits},
      head_{writer_.head()},
      reader_{std::make_shared<const log_reader>(folder, writer_.recent())},
      followers_{head_,
                 [reader = reader_](std::uint64_t from, std::size_t limit) {
                   return reader->read_all(from, limit, from);
                 },
                 std::move(report)} {}

group_outcome stored_log::commit(std::vector<queued_append>& group, std::string_view note,
                                 const std::function<void()>& beside) {
  auto outcome = writer_.commit(group, note, beside);
  if (outcome.accepted) {
    head_ = writer_.head();
    followers_.publish(outcome.accepted, outcome.accepted_bytes);
  }
  return outcome;
}

std::unique_ptr<event_log::subscription> stored_log::follow(std::uint64_t from_position,
                                                            event_log::batch_sink sink) {
  return followers_.add(from_position, std::move(sink));
}

} // namespace switchboard
