#include "events/log/row_event_reader.hpp"

#include "events/log/log_file.hpp"

#include <string>

namespace switchboard {

namespace {

/// In files of version 1 SQLite kept the index.
std::string_view of_stream_sql(bool has_places) {
  return has_places ? "SELECT places.seq, record, checksum, places.position FROM places "
                      "CROSS JOIN events ON events.position = places.position "
                      "WHERE places.stream = ? AND places.seq >= ? ORDER BY places.seq LIMIT ?"
                    : "SELECT seq, record, checksum, position FROM events "
                      "WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT ?";
}

/// Goes back over the stream's end of the index, whose entries say their position.
std::string seq_at_sql(bool has_places) {
  return "SELECT seq FROM "
         + std::string{has_places ? "places" : "events INDEXED BY events_by_stream"}
         + " WHERE stream = ? AND position <= ? ORDER BY seq DESC LIMIT 1";
}

} // namespace

row_event_reader::row_event_reader(const sqlite::database& file)
    : file_{file},
      head_{file, "SELECT max(position) FROM events"},
      from_{file, "SELECT seq, record, checksum, position FROM events "
                  "WHERE position >= ? ORDER BY position LIMIT ?"},
      at_{file, "SELECT seq, record, checksum, position FROM events WHERE position = ?"},
      of_stream_{file, of_stream_sql(log_file::has_places(file))},
      seq_at_{file, seq_at_sql(log_file::has_places(file))} {
  if (log_file::has_places(file))
    behind_.emplace(file, "SELECT stream, seq, position FROM events WHERE position > ? "
                          "ORDER BY position");
}

std::uint64_t row_event_reader::head() {
  sqlite::rows row{head_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

void row_event_reader::read_from(std::uint64_t position, std::size_t limit,
                                 const event_sink& take) {
  from_.bind(1, sqlite::as_integer(position)).bind(2, sqlite::as_integer(limit));
  for (sqlite::rows row{from_}; row.next();)
    take(event_in(row));
}

recorded row_event_reader::read_at(std::uint64_t position) {
  at_.bind(1, sqlite::as_integer(position));
  sqlite::rows row{at_};
  if (!row.next()) fail_as_damaged("there is no event at position " + std::to_string(position));
  return event_in(row);
}

void row_event_reader::read_stream(std::int64_t stream_row, std::uint64_t from_seq,
                                   std::size_t limit, const event_sink& take) {
  of_stream_.bind(1, stream_row)
      .bind(2, sqlite::as_integer(from_seq))
      .bind(3, sqlite::as_integer(limit));
  for (sqlite::rows row{of_stream_}; row.next();)
    take(event_in(row));
}

std::uint64_t row_event_reader::seq_at(std::int64_t stream_row, std::uint64_t position) {
  seq_at_.bind(1, stream_row).bind(2, sqlite::as_integer(position));
  sqlite::rows row{seq_at_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

std::vector<placed_event> row_event_reader::places_behind(std::uint64_t position) {
  std::vector<placed_event> places;
  if (!behind_) return places;
  behind_->bind(1, sqlite::as_integer(position));
  for (sqlite::rows row{*behind_}; row.next();)
    places.push_back({row.integer(0), static_cast<std::uint64_t>(row.integer(1)),
                      static_cast<std::uint64_t>(row.integer(2))});
  return places;
}

recorded row_event_reader::event_in(const sqlite::rows& row) {
  const auto position = static_cast<std::uint64_t>(row.integer(3));
  if (log_file::checksum(row.text(1), position) != row.integer(2))
    fail_as_damaged("the event at position " + std::to_string(position)
                    + " does not match its checksum");
  auto event = log_file::event_of(file_.file(), position, row.text(1));
  if (event.entry.seq != static_cast<std::uint64_t>(row.integer(0)))
    fail_as_damaged("the number of the event at position " + std::to_string(position)
                    + " is wrong");
  return event;
}

void row_event_reader::fail_as_damaged(const std::string& what) {
  log_file::fail_as_damaged(file_.file(), what);
}

} // namespace switchboard
