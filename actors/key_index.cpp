#include "actors/key_index.hpp"

#include "events/log/event_log.hpp"

#include <xxhash.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <random>
#include <string>
#include <system_error>
#include <utility>

namespace switchboard {

namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t fewest_slots = 4'096;
/// Of a table; what does not fit goes into one more.
constexpr std::uint64_t most_slots = std::uint64_t{1} << 24;
/// How long a table is added to, so that it can go as a whole not long after its first entry could.
constexpr std::int64_t table_ms = key_index::kept_ms / 2;
constexpr std::string_view table_extension = ".keys";

/// The numbers of the tables in a folder, the oldest first.
std::vector<std::uint64_t> tables_in(const fs::path& folder) {
  std::vector<std::uint64_t> found;
  for (const auto& each : fs::directory_iterator{folder}) {
    const auto stem = each.path().stem().string();
    std::uint64_t number = 0;
    const auto* const end = stem.data() + stem.size();
    const auto [stopped_at, failure] = std::from_chars(stem.data(), end, number);
    if (each.path().extension() == table_extension && failure == std::errc{} && stopped_at == end)
      found.push_back(number);
  }
  std::ranges::sort(found);
  return found;
}

void make_private(const fs::path& folder) {
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms::owner_all);
}

std::uint64_t random_salt() {
  std::random_device source;
  return std::uint64_t{source()} << 32 | source();
}

} // namespace

key_index::key_index(fs::path folder, timestamp now) : folder_{std::move(folder)} {
  try {
    if (!folder_.empty()) make_private(folder_);
    load(now);
  } catch (const fs::filesystem_error& failure) {
    throw log_error{folder_.string() + ": cannot be used: " + failure.code().message()};
  }
  if (!folder_.empty())
    writer_ = std::jthread{[this](const std::stop_token& stopping) { write_down(stopping); }};
}

key_index::~key_index() {
  writer_.request_stop();
  if (writer_.joinable()) writer_.join();
}

fs::path key_index::file_named(std::uint64_t number) const {
  return folder_.empty() ? fs::path{}
                         : folder_ / (std::to_string(number) + std::string{table_extension});
}

/// If one of them is no good, none can be counted on.
void key_index::load(timestamp now) {
  bool are_good = true;
  const auto files = folder_.empty() ? std::vector<std::uint64_t>{} : tables_in(folder_);
  for (const auto number : files) {
    tables_.push_back(key_table::open(file_named(number)));
    are_good = are_good && tables_.back();
    last_file_ = number;
  }
  if (!are_good || tables_.empty()) return clear(now);
  written_ = wanted_ = tables_.back()->head().covered;
}

void key_index::clear(timestamp now) {
  const std::unique_lock lock{mutex_};
  tables_.clear();
  if (!folder_.empty())
    for (const auto number : tables_in(folder_))
      fs::remove(file_named(number));
  begin_table(fewest_slots, now);
  const std::lock_guard writing{writing_mutex_};
  written_ = wanted_ = 0;
}

void key_index::begin_table(std::uint64_t slots, timestamp now) {
  key_table::heading first;
  first.salt = tables_.empty() ? random_salt() : tables_.back()->head().salt;
  first.covered = tables_.empty() ? 0 : tables_.back()->head().covered;
  first.slots = slots;
  first.begun_ms = first.last_ms = now.ms;
  tables_.push_back(key_table::create(file_named(last_file_ + 1), first));
  ++last_file_;
}

std::uint64_t key_index::covered() const {
  const std::shared_lock lock{mutex_};
  return tables_.back()->head().covered;
}

std::uint64_t key_index::number_of(std::string_view name) const {
  return XXH3_64bits_withSeed(name.data(), name.size(), tables_.front()->head().salt);
}

std::optional<std::uint64_t> key_index::find(std::string_view name) const {
  const std::shared_lock lock{mutex_};
  const auto number = number_of(name);
  for (auto each = tables_.rbegin(); each != tables_.rend(); ++each)
    if (const auto position = (*each)->find(number)) return position;
  return std::nullopt;
}

void key_index::add(std::string_view name, std::uint64_t position, timestamp time) {
  const std::unique_lock lock{mutex_};
  bool has_room = true;
  if (tables_.back()->is_full()) try {
      begin_table(std::min(2 * tables_.back()->head().slots, most_slots), time);
    } catch (const log_error&) {
      has_room = tables_.back()->has_room();
    }
  if (!has_room) return;
  auto& newest = *tables_.back();
  newest.put(number_of(name), position);
  newest.head().last_ms = std::max(newest.head().last_ms, time.ms);
}

void key_index::cover(std::uint64_t position, timestamp now) {
  turn_over(now);
  const std::lock_guard lock{writing_mutex_};
  if (position <= wanted_) return;
  wanted_ = position;
  has_changed_.notify_all();
}

/// Lets the tables go that are of no use any more, and begins another one in time.
void key_index::turn_over(timestamp now) {
  const std::unique_lock lock{mutex_};
  const auto& newest = tables_.back()->head();
  if (now.ms - newest.begun_ms > table_ms && newest.used > 0) try {
      begin_table(std::clamp(std::bit_ceil(2 * newest.used), fewest_slots, most_slots), now);
    } catch (const log_error&) {
      // The one there is goes on.
    }
  while (tables_.size() > 1 && now.ms - tables_.front()->head().last_ms > kept_ms) {
    std::error_code ignored;
    if (!folder_.empty()) fs::remove(tables_.front()->file(), ignored);
    tables_.erase(tables_.begin());
  }
}

void key_index::settle() {
  std::unique_lock lock{writing_mutex_};
  if (!folder_.empty()) has_changed_.wait(lock, [this] { return written_ >= wanted_; });
}

void key_index::write_down(std::stop_token stopping) {
  std::unique_lock lock{writing_mutex_};
  while (has_changed_.wait(lock, stopping, [this] { return written_ < wanted_; })) {
    const auto position = wanted_;
    lock.unlock();
    flush(position);
    lock.lock();
    written_ = position;
    has_changed_.notify_all();
  }
}

/// First what is in the tables, then that it is there: never the other way round.
void key_index::flush(std::uint64_t covered) {
  std::vector<table_ptr> all;
  {
    const std::shared_lock lock{mutex_};
    all = tables_;
  }
  if (!std::ranges::all_of(all, [](const table_ptr& each) { return each->flush(); })) return;
  const std::unique_lock lock{mutex_};
  tables_.back()->head().covered = covered;
}

} // namespace switchboard
