#include "events/log/row_event_writer.hpp"

#include "events/log/log_file.hpp"

namespace switchboard {

row_event_writer::row_event_writer(const sqlite::database& file)
    : file_{file}, insert_{file, "events (position, stream, seq, record, checksum)", 5} {}

std::uint64_t row_event_writer::head() const {
  return static_cast<std::uint64_t>(file_.integer("SELECT max(position) FROM events"));
}

std::vector<placed_event> row_event_writer::unindexed() const {
  sqlite::statement find{file_, "SELECT stream, seq, position FROM unindexed ORDER BY position"};
  std::vector<placed_event> found;
  for (sqlite::rows row{find}; row.next();)
    found.push_back({row.integer(0), static_cast<std::uint64_t>(row.integer(1)),
                     static_cast<std::uint64_t>(row.integer(2))});
  return found;
}

void row_event_writer::add(std::span<const stored_event> events) {
  insert_.insert<stored_event>(
      events, [](sqlite::statement& to, int first, const stored_event& each) {
        to.bind(first, static_cast<std::int64_t>(each.place.position))
            .bind(first + 1, each.place.stream_row)
            .bind(first + 2, static_cast<std::int64_t>(each.place.seq))
            .bind(first + 3, each.record)
            .bind(first + 4, log_file::checksum(each.record, each.place.position));
      });
}

} // namespace switchboard
