#include "events/log/snapshot_file.hpp"

#include <xxhash.h>

#include <array>
#include <system_error>

namespace switchboard {

namespace {

constexpr std::int64_t application_id = 0x53'57'53'4e; // "SWSN"
constexpr std::int64_t version = 2;

/// Rows have a number beside their name: in a table that is kept by its key, whatever is larger
/// than a quarter of a page takes pages of its own, and most states are.
constexpr auto make_schema = R"sql(
  BEGIN IMMEDIATE;
  CREATE TABLE snapshots (
    name     TEXT NOT NULL UNIQUE,
    seq      INTEGER NOT NULL,
    position INTEGER NOT NULL,
    form     TEXT NOT NULL,
    state    TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX snapshots_by_position ON snapshots (position);
  PRAGMA application_id = 1398231886;
  PRAGMA user_version = 2;
  COMMIT;
)sql";
static_assert(application_id == 1398231886 && version == 2);

std::int64_t checksum(const std::string& name, const snapshot& of) {
  const auto head =
      name + '\n' + std::to_string(of.seq) + '\n' + std::to_string(of.position) + '\n' + of.form;
  const auto seed = XXH3_64bits(head.data(), head.size());
  return static_cast<std::int64_t>(XXH3_64bits_withSeed(of.state.data(), of.state.size(), seed));
}

void check_identity(const sqlite::database& file) {
  if (file.integer("PRAGMA application_id") != application_id
      || file.integer("PRAGMA user_version") != version)
    throw log_error{file.file().string() + ": is not a file of snapshots of this version"};
}

/// A file that can be used, or an error that says why it cannot.
sqlite::database open(const std::filesystem::path& path, std::uint64_t log_head) {
  sqlite::database file{path, sqlite::open_mode::create};
  if (file.integer("SELECT count(*) FROM sqlite_schema") == 0) {
    file.execute("PRAGMA journal_mode = WAL");
    file.execute(make_schema);
  }
  check_identity(file);
  const auto newest = file.integer("SELECT max(position) FROM snapshots");
  if (static_cast<std::uint64_t>(newest) > log_head)
    throw log_error{path.string() + ": is ahead of its log, which ends at position "
                    + std::to_string(log_head)};
  file.execute("PRAGMA synchronous = OFF");
  return file;
}

} // namespace

snapshot_file::snapshot_file(const std::filesystem::path& path, std::uint64_t log_head)
    : writing_{open(path, log_head)}, reading_{path, sqlite::open_mode::read} {}

void snapshot_file::save(const named_snapshots& saved) {
  begin_.run();
  try {
    for (const auto& [name, each] : saved)
      put_.bind(1, name)
          .bind(2, static_cast<std::int64_t>(each.seq))
          .bind(3, static_cast<std::int64_t>(each.position))
          .bind(4, each.form)
          .bind(5, each.state)
          .bind(6, checksum(name, each))
          .run();
    commit_.run();
  } catch (const sqlite::error&) {
    if (writing_.is_in_transaction()) writing_.execute("ROLLBACK");
    throw;
  }
}

std::optional<snapshot> snapshot_file::load(const std::string& name) {
  const std::lock_guard lock{reading_mutex_};
  try {
    get_.bind(1, name);
    sqlite::rows found{get_};
    if (!found.next()) return std::nullopt;
    snapshot loaded{static_cast<std::uint64_t>(found.integer(0)),
                    static_cast<std::uint64_t>(found.integer(1)), std::string{found.text(2)},
                    std::string{found.text(3)}};
    if (checksum(name, loaded) != found.integer(4)) return std::nullopt;
    return loaded;
  } catch (const sqlite::error&) {
    return std::nullopt;
  }
}

void snapshot_file::for_each(const std::filesystem::path& path,
                             const std::function<void(const std::string& name, snapshot)>& visit) {
  const sqlite::database file{path, sqlite::open_mode::read};
  check_identity(file);
  sqlite::statement all{file, "SELECT name, seq, position, form, state, checksum FROM snapshots"};
  sqlite::rows row{all};
  while (row.next()) {
    const std::string name{row.text(0)};
    snapshot kept{static_cast<std::uint64_t>(row.integer(1)),
                  static_cast<std::uint64_t>(row.integer(2)), std::string{row.text(3)},
                  std::string{row.text(4)}};
    if (checksum(name, kept) == row.integer(5)) visit(name, std::move(kept));
  }
}

void snapshot_file::remove(const std::filesystem::path& path) {
  for (const auto* suffix : {"", "-wal", "-shm"}) {
    std::error_code is_left;
    std::filesystem::remove(path.string() + suffix, is_left);
  }
}

} // namespace switchboard
