#include "events/log/log_reader.hpp"

#include "events/log/event_reader.hpp"
#include "events/log/log_file.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_connections = 4;
/// What is set aside for a result before its size is known.
constexpr std::size_t max_reserved = 1'024;

std::string numbered(std::string_view what, std::uint64_t number) {
  return std::string{what} + std::to_string(number);
}

} // namespace

class log_reader::connection {
public:
  explicit connection(const data_folder& folder)
      : file_{log_file::open_for_reading(folder)}, events_{make_event_reader(folder, file_)} {}

  std::optional<std::int64_t> row_of(const stream_id& stream) {
    const auto name = to_string(stream);
    find_stream_.bind(1, name);
    sqlite::rows found{find_stream_};
    if (!found.next()) return std::nullopt;
    return found.integer(0);
  }

  const sqlite::database& file() const { return file_; }
  event_reader& events() { return *events_; }
  /// Whether the index is a table, which may be behind. In files of version 1 SQLite kept it.
  bool has_places() const { return has_places_; }

private:
  const sqlite::database file_;
  const bool has_places_ = log_file::has_places(file_);
  sqlite::statement find_stream_{file_, "SELECT stream FROM streams WHERE name = ?"};
  const std::unique_ptr<event_reader> events_;
};

/// A connection for the time of one reading.
class log_reader::lease {
public:
  explicit lease(const log_reader& from) : from_{from}, taken_{from.take()} {}
  ~lease() { from_.give_back(std::move(taken_)); }
  lease(const lease&) = delete;
  lease& operator=(const lease&) = delete;

  connection* operator->() const { return taken_.get(); }
  connection& operator*() const { return *taken_; }

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
  auto& events = reader->events();
  auto expected = std::max<std::uint64_t>(from_position, 1);
  std::vector<recorded> all;
  all.reserve(std::min(limit, max_reserved));
  events.read_from(expected, limit, [&](recorded read) {
    if (read.position != expected)
      events.fail_as_damaged(numbered("there is no event at position ", expected));
    ++expected;
    all.push_back(std::move(read));
  });
  if (all.size() < limit && expected <= head)
    events.fail_as_damaged(numbered("there is no event at position ", expected));
  return all;
}

std::vector<recorded> log_reader::read_stream(const stream_id& stream, std::uint64_t from_seq,
                                              std::size_t limit) const {
  const lease reader{*this};
  const auto stream_row = reader->row_of(stream);
  if (!stream_row) return {};
  auto& events = reader->events();
  auto expected = std::max<std::uint64_t>(from_seq, 1);
  std::vector<recorded> all;
  all.reserve(std::min(limit, max_reserved));
  const auto take = [&](recorded read) {
    if (read.entry.seq != expected || read.entry.stream != stream)
      events.fail_as_damaged(numbered("there is no event " + to_string(stream) + " #", expected));
    ++expected;
    all.push_back(std::move(read));
  };
  // Asked before the file, into which they may go meanwhile.
  const auto recent = places_of(*reader, *stream_row, expected);
  events.read_stream(*stream_row, expected, limit, take);
  for (const auto& each : recent)
    if (each.seq >= expected && all.size() < limit) take(events.read_at(each.position));
  return all;
}

std::uint64_t log_reader::seq_at(const stream_id& stream, std::uint64_t position) const {
  const lease reader{*this};
  const auto stream_row = reader->row_of(stream);
  if (!stream_row) return 0;
  const auto recent = places_of(*reader, *stream_row, 1);
  const auto behind = std::ranges::upper_bound(recent, position, {}, &placed_event::position);
  if (behind != recent.begin()) return std::prev(behind)->seq;
  return reader->events().seq_at(*stream_row, position);
}

std::vector<placed_event> log_reader::places_of(connection& reader, std::int64_t stream_row,
                                                std::uint64_t from_seq) const {
  if (told_) return told_->of(stream_row, from_seq);
  if (!reader.has_places()) return {};
  return found_.of(reader.file(), reader.events(), stream_row, from_seq);
}

std::uint64_t log_reader::head() const {
  const lease reader{*this};
  return reader->events().head();
}

} // namespace switchboard
