#pragma once

#include "events/log/sqlite.hpp"
#include "projections/projection_set.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace switchboard::projections {

/// How far a file's rows know the log.
struct checkpoint {
  std::uint64_t position = 0;
  /// The id of the event there, to tell one log from another; empty at the start.
  std::string event_id;

  friend bool operator==(const checkpoint&, const checkpoint&) = default;
};

/// Whether the rows are what today's projections would have made of the same events, or those of an
/// earlier version, which can still be read.
enum class fitness : std::uint8_t { current, outdated };

/// A file of ours of which no row can be used; says why in one line.
class unusable_file : public log_error {
public:
  using log_error::log_error;
};

/// The rows of all projections in a file, written by one thread.
class projection_file {
public:
  /// What a file is for. One that is being served is safe from crashes and can be read at the same
  /// time. One that is being built is neither: it is worth nothing until it is done.
  enum class use : std::uint8_t { serving, building };

  /// An empty file, in the place of whatever is there.
  static std::unique_ptr<projection_file> make(const std::filesystem::path& path, use);
  /// An empty one without a name, which goes with this object: for rows to compare with.
  static std::unique_ptr<projection_file> make_temporary();
  /// A file that is there. An `unusable_file` if it has another layout than today's.
  static std::unique_ptr<projection_file> open(const std::filesystem::path& path);

  /// Its rows, also while somebody writes them. A `log_error` if there is no such file of ours.
  static sqlite::database open_for_reading(const std::filesystem::path& path);

  /// What a file says of itself.
  struct description {
    fitness fit = fitness::current;
    checkpoint reached;
  };
  /// An `unusable_file` if it has another layout than today's.
  static description describe(const sqlite::database& file);

  /// Whether there is a file that no switchboard has made.
  static bool is_foreign(const std::filesystem::path& path);
  /// Removes it with what SQLite keeps beside it.
  static void remove(const std::filesystem::path& path);

  projection_file(const projection_file&) = delete;
  projection_file& operator=(const projection_file&) = delete;

  fitness fit() const { return fitness_; }
  const checkpoint& reached() const { return reached_; }
  /// The rows as they have been written so far, for the thread that writes them.
  const sqlite::database& rows() const { return file_; }

  /// Applies what comes after the checkpoint. In a file that is served, in one transaction: all of
  /// it or, with an error, nothing. One that is being built is of no more use after an error.
  void apply(std::span<const accepted_batch> batches);

  /// Ends the building: from now on the file is durable.
  void seal();

private:
  static std::unique_ptr<projection_file> make_in(sqlite::database file, use);
  projection_file(sqlite::database file, description known);

  void apply_in_transaction(std::span<const accepted_batch> batches);
  void write_checkpoint(const checkpoint& reached);

  sqlite::database file_;
  fitness fitness_;
  checkpoint reached_;
  projection_set projections_;
  std::vector<std::function<void()>> table_writers_;
};

} // namespace switchboard::projections
