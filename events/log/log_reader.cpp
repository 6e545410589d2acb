#include "events/log/log_reader.hpp"

#include "events/log/log_file.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <optional>
#include <string>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_connections = 4;
/// What is set aside for a result before its size is known.
constexpr std::size_t max_reserved = 1'024;

std::int64_t as_integer(std::uint64_t number) {
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(number, largest));
}

std::string numbered(std::string_view what, std::uint64_t number) {
  return std::string{what} + std::to_string(number);
}

} // namespace

class log_reader::connection {
public:
  explicit connection(const data_folder& folder) : file_{log_file::open_for_reading(folder)} {}

  sqlite::database file_;
  /// Whether the index is a table, which may be behind. In files of version 1 SQLite kept it.
  bool has_places_ = log_file::has_places(file_);
  sqlite::statement head_{file_, "SELECT max(position) FROM events"};
  sqlite::statement of_all_{file_, "SELECT seq, record, checksum, position FROM events "
                                   "WHERE position >= ? ORDER BY position LIMIT ?"};
  sqlite::statement find_stream_{file_, "SELECT stream FROM streams WHERE name = ?"};
  sqlite::statement of_stream_{
      file_, has_places_ ? "SELECT places.seq, record, checksum, places.position FROM places "
                           "CROSS JOIN events ON events.position = places.position "
                           "WHERE places.stream = ? AND places.seq >= ? "
                           "ORDER BY places.seq LIMIT ?"
                         : "SELECT seq, record, checksum, position FROM events "
                           "WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT ?"};
  /// Goes back over the stream's end of the index, whose entries say their position.
  sqlite::statement seq_at_{
      file_, "SELECT seq FROM "
                 + std::string{has_places_ ? "places" : "events INDEXED BY events_by_stream"}
                 + " WHERE stream = ? AND position <= ? ORDER BY seq DESC LIMIT 1"};
  sqlite::statement at_{file_,
                        "SELECT seq, record, checksum, position FROM events WHERE position = ?"};

  std::optional<std::int64_t> row_of(const stream_id& stream) {
    const auto name = to_string(stream);
    find_stream_.bind(1, name);
    sqlite::rows found{find_stream_};
    if (!found.next()) return std::nullopt;
    return found.integer(0);
  }

  recorded read(const sqlite::rows& row) const {
    const auto position = static_cast<std::uint64_t>(row.integer(3));
    auto read = log_file::read_record(file_.file(), position, row.text(1), row.integer(2));
    if (read.entry.seq != static_cast<std::uint64_t>(row.integer(0)))
      log_file::fail_as_damaged(
          file_.file(), numbered("the number of the event at position ", position) + " is wrong");
    return read;
  }

  recorded read_at(std::uint64_t position) {
    at_.bind(1, as_integer(position));
    sqlite::rows row{at_};
    if (!row.next())
      log_file::fail_as_damaged(file_.file(), numbered("there is no event at position ", position));
    return read(row);
  }
};

/// A connection for the time of one reading.
class log_reader::lease {
public:
  explicit lease(const log_reader& from) : from_{from}, taken_{from.take()} {}
  ~lease() { from_.give_back(std::move(taken_)); }
  lease(const lease&) = delete;
  lease& operator=(const lease&) = delete;

  connection* operator->() const { return taken_.get(); }
  const connection& operator*() const { return *taken_; }

private:
  const log_reader& from_;
  std::unique_ptr<connection> taken_;
};

log_reader::log_reader(data_folder folder) : log_reader{std::move(folder), nullptr} {}

log_reader::log_reader(data_folder folder, std::shared_ptr<const recent_places> recent)
    : folder_{std::move(folder)}, told_{std::move(recent)} {
  // What is wrong with the file shall be known now and not at the first reading.
  give_back(take());
}

log_reader::~log_reader() = default;

std::unique_ptr<log_reader::connection> log_reader::take() const {
  std::unique_lock lock{mutex_};
  is_given_back_.wait(lock, [&] { return !idle_.empty() || opened_ < max_connections; });
  if (!idle_.empty()) {
    auto taken = std::move(idle_.back());
    idle_.pop_back();
    return taken;
  }
  auto opened = std::make_unique<connection>(folder_);
  ++opened_;
  return opened;
}

void log_reader::give_back(std::unique_ptr<connection> used) const {
  {
    const std::lock_guard lock{mutex_};
    idle_.push_back(std::move(used));
  }
  is_given_back_.notify_one();
}

std::vector<recorded> log_reader::read_all(std::uint64_t from_position, std::size_t limit,
                                           std::uint64_t head) const {
  const lease reader{*this};
  auto expected = std::max<std::uint64_t>(from_position, 1);
  std::vector<recorded> all;
  all.reserve(std::min(limit, max_reserved));
  reader->of_all_.bind(1, as_integer(expected)).bind(2, as_integer(limit));
  sqlite::rows row{reader->of_all_};
  while (row.next()) {
    all.push_back(reader->read(row));
    if (all.back().position != expected++)
      log_file::fail_as_damaged(reader->file_.file(),
                                numbered("there is no event at position ", expected - 1));
  }
  if (all.size() < limit && expected <= head)
    log_file::fail_as_damaged(reader->file_.file(),
                              numbered("there is no event at position ", expected));
  return all;
}

std::vector<recorded> log_reader::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                              std::size_t limit) const {
  const lease reader{*this};
  const auto stream_row = reader->row_of(stream);
  if (!stream_row) return {};
  auto expected = std::max<std::uint64_t>(from_seq, 1);
  std::vector<recorded> all;
  all.reserve(std::min(limit, max_reserved));
  const auto take = [&](recorded read) {
    if (read.entry.seq != expected || read.entry.stream != stream)
      log_file::fail_as_damaged(
          reader->file_.file(),
          numbered("there is no event " + to_string(stream) + " #", expected));
    ++expected;
    all.push_back(std::move(read));
  };
  // Asked before the file, into which they may go meanwhile.
  const auto recent = places_of(*reader, *stream_row, expected);
  reader->of_stream_.bind(1, *stream_row).bind(2, as_integer(expected)).bind(3, as_integer(limit));
  for (sqlite::rows row{reader->of_stream_}; row.next();)
    take(reader->read(row));
  for (const auto& each : recent)
    if (each.seq >= expected && all.size() < limit) take(reader->read_at(each.position));
  return all;
}

std::uint64_t log_reader::seq_at(const stream_id& stream, std::uint64_t position) const {
  const lease reader{*this};
  const auto stream_row = reader->row_of(stream);
  if (!stream_row) return 0;
  const auto recent = places_of(*reader, *stream_row, 1);
  const auto behind = std::ranges::upper_bound(recent, position, {}, &placed_event::position);
  if (behind != recent.begin()) return std::prev(behind)->seq;
  reader->seq_at_.bind(1, *stream_row).bind(2, as_integer(position));
  sqlite::rows row{reader->seq_at_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

std::vector<placed_event> log_reader::places_of(const connection& reader, std::int64_t stream_row,
                                                std::uint64_t from_seq) const {
  if (told_) return told_->of(stream_row, from_seq);
  if (!reader.has_places_) return {};
  return found_.of(reader.file_, stream_row, from_seq);
}

std::uint64_t log_reader::head() const {
  const lease reader{*this};
  sqlite::rows row{reader->head_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

} // namespace switchboard
