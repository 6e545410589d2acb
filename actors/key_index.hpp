#pragma once

#include "actors/key_table.hpp"
#include "events/time.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace switchboard {

/// Where in the log the commands of the last day are, by the names that their clients gave them: 16
/// bytes for each. It is an index and nothing more, which is made from the log again when it is
/// lost; whoever finds a position has to look there whether it is the command that is meant.
///
/// It is a few tables, each twice as large as the one before it was full, so that nothing is ever
/// copied, and one whose newest entry is a day old goes as a whole. Called from any thread.
class key_index {
public:
  static constexpr std::int64_t kept_ms = 24LL * 60 * 60 * 1000;

  /// Keeps its tables in this folder, or in memory if that is empty. Throws a `log_error` when the
  /// folder cannot be used.
  key_index(std::filesystem::path folder, timestamp now);
  ~key_index();
  key_index(const key_index&) = delete;
  key_index& operator=(const key_index&) = delete;

  /// Every command up to this position of the log is in it. 0 if it had to begin anew.
  std::uint64_t covered() const;

  std::optional<std::uint64_t> find(std::string_view name) const;
  /// When the disk has no room for more it is left out: then the log has none either.
  void add(std::string_view name, std::uint64_t position, timestamp time);

  /// Every command up to this position has been added. Written down once all of it is on the disk,
  /// which another thread sees to.
  void cover(std::uint64_t position, timestamp now);
  /// Waits until that is done.
  void settle();

  /// Begins anew, without anything.
  void clear(timestamp now);

private:
  using table_ptr = std::shared_ptr<key_table>;

  void load(timestamp now);
  void begin_table(std::uint64_t slots, timestamp now);
  void turn_over(timestamp now);
  std::uint64_t number_of(std::string_view name) const;
  void write_down(std::stop_token stopping);
  void flush(std::uint64_t covered);
  std::filesystem::path file_named(std::uint64_t number) const;

  const std::filesystem::path folder_;
  mutable std::shared_mutex mutex_;
  /// The newest is the last.
  std::vector<table_ptr> tables_;
  std::uint64_t last_file_ = 0;

  std::mutex writing_mutex_;
  std::condition_variable_any has_changed_;
  std::uint64_t wanted_ = 0;
  std::uint64_t written_ = 0;
  std::jthread writer_;
};

} // namespace switchboard
