#include "events/log/log_reader.hpp"

#include "events/log/log_file.hpp"

#include <algorithm>
#include <limits>
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
  sqlite::statement head_{file_, "SELECT max(position) FROM events"};
  sqlite::statement of_all_{file_, "SELECT seq, record, checksum, position FROM events "
                                   "WHERE position >= ? ORDER BY position LIMIT ?"};
  sqlite::statement of_stream_{
      file_, "SELECT seq, record, checksum, position FROM events "
             "WHERE stream = (SELECT stream FROM streams WHERE name = ?) AND seq >= ? "
             "ORDER BY seq LIMIT ?"};
  /// Goes back over the stream's end of the index, whose entries say their position.
  sqlite::statement seq_at_{
      file_, "SELECT seq FROM events INDEXED BY events_by_stream "
             "WHERE stream = (SELECT stream FROM streams WHERE name = ?) AND position <= ? "
             "ORDER BY seq DESC LIMIT 1"};

  recorded read(const sqlite::rows& row) const {
    const auto position = static_cast<std::uint64_t>(row.integer(3));
    auto read = log_file::read_record(file_.file(), position, row.text(1), row.integer(2));
    if (read.entry.seq != static_cast<std::uint64_t>(row.integer(0)))
      log_file::fail_as_damaged(
          file_.file(), numbered("the number of the event at position ", position) + " is wrong");
    return read;
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

private:
  const log_reader& from_;
  std::unique_ptr<connection> taken_;
};

log_reader::log_reader(data_folder folder) : folder_{std::move(folder)} {
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
  const auto name = to_string(stream);
  auto expected = std::max<std::uint64_t>(from_seq, 1);
  std::vector<recorded> all;
  all.reserve(std::min(limit, max_reserved));
  reader->of_stream_.bind(1, name).bind(2, as_integer(expected)).bind(3, as_integer(limit));
  sqlite::rows row{reader->of_stream_};
  while (row.next()) {
    all.push_back(reader->read(row));
    const auto& entry = all.back().entry;
    if (entry.seq != expected++ || entry.stream != stream)
      log_file::fail_as_damaged(reader->file_.file(),
                                numbered("there is no event " + name + " #", expected - 1));
  }
  return all;
}

std::uint64_t log_reader::seq_at(const stream_id& stream, std::uint64_t position) const {
  const lease reader{*this};
  const auto name = to_string(stream);
  reader->seq_at_.bind(1, name).bind(2, as_integer(position));
  sqlite::rows row{reader->seq_at_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

std::uint64_t log_reader::head() const {
  const lease reader{*this};
  sqlite::rows row{reader->head_};
  return row.next() ? static_cast<std::uint64_t>(row.integer(0)) : 0;
}

} // namespace switchboard
