#include "events/log/line_event_reader.hpp"

#include "events/log/log_file.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace switchboard {

line_event_reader::line_event_reader(const data_folder& folder, const sqlite::database& file)
    : file_{folder.log_lines()},
      lines_{folder, plain_file::access::read},
      head_{file, "SELECT max(head) FROM commits"},
      places_of_stream_{file, "SELECT position FROM places WHERE stream = ? AND seq >= ? "
                              "ORDER BY seq LIMIT ?"},
      seq_at_{file, "SELECT seq FROM places WHERE stream = ? AND position <= ? "
                    "ORDER BY seq DESC LIMIT 1"} {}

std::uint64_t line_event_reader::head() {
  sqlite::rows row{head_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

void line_event_reader::read_from(std::uint64_t position, std::size_t limit,
                                  const event_sink& take) {
  const auto there = head();
  if (position > there || limit == 0) return;
  const auto count = std::min<std::uint64_t>(limit, there - position + 1);
  read(position, position + count - 1, take);
}

recorded line_event_reader::read_at(std::uint64_t position) {
  std::vector<recorded> found;
  read(position, position, [&](recorded event) { found.push_back(std::move(event)); });
  return std::move(found.front());
}

void line_event_reader::read_stream(std::int64_t stream_row, std::uint64_t from_seq,
                                    std::size_t limit, const event_sink& take) {
  places_of_stream_.bind(1, stream_row)
      .bind(2, sqlite::as_integer(from_seq))
      .bind(3, sqlite::as_integer(limit));
  for (sqlite::rows row{places_of_stream_}; row.next();) {
    const auto position = static_cast<std::uint64_t>(row.integer(0));
    read(position, position, take);
  }
}

std::uint64_t line_event_reader::seq_at(std::int64_t stream_row, std::uint64_t position) {
  seq_at_.bind(1, stream_row).bind(2, sqlite::as_integer(position));
  sqlite::rows row{seq_at_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

std::vector<placed_event> line_event_reader::places_behind(std::uint64_t position) {
  return lines_.places(position + 1, head());
}

void line_event_reader::read(std::uint64_t first_position, std::uint64_t last_position,
                             const event_sink& take) {
  lines_.read(first_position, last_position, [&](const stored_event& event) {
    take(log_file::event_of(file_, event.place.position, event.record));
  });
}

void line_event_reader::fail_as_damaged(const std::string& what) {
  line_files::fail_as_damaged(file_, what);
}

} // namespace switchboard
