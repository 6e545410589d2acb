#include "events/log/log_file.hpp"

#include "events/codec.hpp"
#include "events/log/high_water_mark.hpp"

#include <unistd.h>
#include <xxhash.h>

#include <string>
#include <system_error>

namespace switchboard::log_file {

namespace {

constexpr std::int64_t id_of_log = 0x53'57'4c'47;     // "SWLG"
constexpr std::int64_t id_of_replica = 0x53'57'4c'52; // "SWLR"
constexpr std::int64_t newest_log_version = 2;
constexpr std::int64_t newest_replica_version = 3;

constexpr auto streams_schema = R"sql(
  CREATE TABLE streams (stream INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
)sql";

constexpr auto events_schema = R"sql(
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    record   TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
)sql";

/// Where the events of a stream stand: of all up to the position that is `indexed`, and of some
/// behind it. See `stream_index`.
constexpr auto index_schema = R"sql(
  CREATE TABLE places (
    stream   INTEGER NOT NULL,
    seq      INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (stream, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE indexed (position INTEGER NOT NULL) STRICT;
)sql";

constexpr auto unindexed_schema = R"sql(
  CREATE VIEW unindexed AS
    SELECT stream, seq, position FROM events
    WHERE position > (SELECT position FROM indexed)
      AND NOT EXISTS (SELECT 1 FROM places
                      WHERE places.stream = events.stream AND places.seq = events.seq);
  PRAGMA user_version = 2;
)sql";

/// Up to version 2 a copy's events were rows too. See `line_event_writer`.
constexpr auto commits_schema = R"sql(
  CREATE TABLE commits (head INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
  INSERT INTO commits VALUES (0, x'');
  PRAGMA user_version = 3;
)sql";

/// In version 1 SQLite kept an index of its own.
constexpr auto bring_to_version_2 = R"sql(
  INSERT INTO places SELECT stream, seq, position FROM events ORDER BY stream, seq;
  INSERT INTO indexed SELECT coalesce(max(position), 0) FROM events;
  DROP INDEX events_by_stream;
)sql";

/// The cache holds the right edge of the table and the index pages of the streams in use.
constexpr auto writer_settings = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA cache_size = -65536;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA cell_size_check = ON;
)sql";

constexpr auto reader_settings = R"sql(
  PRAGMA query_only = ON;
  PRAGMA cache_size = -4096;
  PRAGMA cell_size_check = ON;
)sql";

bool is_blank(const sqlite::database& file) {
  return file.integer("PRAGMA application_id") == 0 && file.integer("PRAGMA user_version") == 0
         && file.integer("SELECT count(*) FROM sqlite_schema") == 0;
}

void check_version(const sqlite::database& file) {
  const auto is_log = purpose_of(file) == purpose::log;
  const auto newest = is_log ? newest_log_version : newest_replica_version;
  const auto version = file.integer("PRAGMA user_version");
  const auto name = file.file().string() + ": is of version " + std::to_string(version);
  if (version > newest)
    throw log_error{name + ", and this switchboard reads versions up to " + std::to_string(newest)
                    + ": use a newer switchboard"};
  if (!is_log && version < newest)
    throw log_error{
        name + " of a copy, and this switchboard makes version " + std::to_string(newest)
        + ": delete log.*, snapshots.db* and the read models from its folder, which are "
          "filled again from Kafka"};
}

void check_identity(const sqlite::database& file) {
  const auto id = file.integer("PRAGMA application_id");
  if (id != id_of_log && id != id_of_replica)
    throw log_error{file.file().string()
                    + ": is not the log of a switchboard but a file of another program: move it "
                      "away, or choose another data folder"};
  check_version(file);
}

/// A log that is taken for a replica would be thrown away by hand one day, and a replica that is
/// taken for a log would grow events that the real one does not have.
void check_purpose(const sqlite::database& file, purpose expected) {
  const auto is = purpose_of(file);
  if (is == expected) return;
  const auto name = file.file().string();
  if (is == purpose::log)
    throw log_error{name
                    + ": holds a log of its own and not the copy of one in Kafka: choose another "
                      "data folder, and `switchboard log copy` to bring the events along"};
  throw log_error{name
                  + ": is the copy of a log in Kafka: set `events.backend = \"kafka\"`, or choose "
                    "another data folder"};
}

/// In one transaction, so that a crash leaves a whole file or an empty one.
void make(const sqlite::database& file, purpose of) {
  file.execute("BEGIN IMMEDIATE");
  file.execute(of == purpose::log ? "PRAGMA application_id = 1398230087"
                                  : "PRAGMA application_id = 1398230098");
  file.execute(streams_schema);
  file.execute(index_schema);
  if (of == purpose::log) {
    file.execute(events_schema);
    file.execute(unindexed_schema);
  } else {
    file.execute(commits_schema);
  }
  file.execute("INSERT INTO indexed VALUES (0)");
  file.execute("COMMIT");
}

/// Also in one transaction: until it is done the file is of the old version.
void upgrade(const sqlite::database& file) {
  if (file.integer("PRAGMA user_version") == newest_log_version) return;
  file.execute("BEGIN IMMEDIATE");
  file.execute(index_schema);
  file.execute(unindexed_schema);
  file.execute(bring_to_version_2);
  file.execute("COMMIT");
}
static_assert(id_of_log == 1398230087 && id_of_replica == 1398230098);

/// Positions are 1, 2, 3 … so that their number and the last of them are the same. They are counted
/// in the index and the last is found in the table, so this also compares the two.
void check_whole(const sqlite::database& file) {
  const auto last = file.integer("SELECT max(position) FROM events");
  const auto count =
      file.integer("SELECT count(*) FROM places") + file.integer("SELECT count(*) FROM unindexed");
  if (last != count)
    fail_as_damaged(file.file(), "has " + std::to_string(count)
                                     + " events although the last is at position "
                                     + std::to_string(last));
}

void check_mark(const sqlite::database& file, std::uint64_t mark,
                const std::filesystem::path& mark_file) {
  const auto last = file.integer("SELECT max(position) FROM events");
  if (static_cast<std::uint64_t>(last) >= mark) return;
  fail_as_damaged(file.file(), "ends at position " + std::to_string(last)
                                   + " although it once reached " + std::to_string(mark)
                                   + " (delete " + mark_file.string()
                                   + " to give up what is lost)");
}

/// Whether nobody writes and this user cannot either, as on a read-only medium. There SQLite cannot
/// make the files that readers share, and need not.
bool is_at_rest(const data_folder& folder) {
  std::error_code missing;
  const auto pending_bytes = std::filesystem::file_size(folder.log().string() + "-wal", missing);
  return (missing || pending_bytes == 0) && ::access(folder.path().c_str(), W_OK) != 0;
}

} // namespace

sqlite::database open_for_writing(const data_folder& folder, purpose expected) {
  const auto mark = high_water_mark::read(folder.log_mark());
  sqlite::database file{folder.log(), sqlite::open_mode::create};
  const auto is_new = is_blank(file);
  if (!is_new) {
    check_identity(file);
    check_purpose(file, expected);
  }
  file.execute(writer_settings);
  file.execute(expected == purpose::log ? "PRAGMA synchronous = FULL"
                                        : "PRAGMA synchronous = NORMAL");
  if (is_new) make(file, expected);
  if (expected == purpose::replica) return file;
  upgrade(file);
  check_mark(file, mark, folder.log_mark());
  check_whole(file);
  return file;
}

sqlite::database open_for_reading(const data_folder& folder) {
  if (!std::filesystem::exists(folder.log()))
    throw log_error{folder.log().string() + ": there is no log: check the name of the data folder"};
  const auto mark = high_water_mark::read(folder.log_mark());
  sqlite::database file{folder.log(), is_at_rest(folder) ? sqlite::open_mode::read_unchanging
                                                         : sqlite::open_mode::read};
  check_identity(file);
  file.execute(reader_settings);
  if (purpose_of(file) == purpose::log) check_mark(file, mark, folder.log_mark());
  return file;
}

purpose purpose_of(const sqlite::database& file) {
  return file.integer("PRAGMA application_id") == id_of_log ? purpose::log : purpose::replica;
}

bool has_places(const sqlite::database& file) { return file.integer("PRAGMA user_version") >= 2; }

std::int64_t checksum(std::string_view record, std::uint64_t position) {
  return static_cast<std::int64_t>(XXH3_64bits_withSeed(record.data(), record.size(), position));
}

recorded event_of(const std::filesystem::path& file, std::uint64_t position,
                  std::string_view record) {
  try {
    return {position, decode(record)};
  } catch (const json::error& unreadable) {
    throw log_error{file.string() + ": the event at position " + std::to_string(position)
                    + " cannot be read: " + unreadable.what()
                    + ": use the switchboard that wrote it"};
  }
}

void fail_as_damaged(const std::filesystem::path& file, std::string_view what) {
  throw log_error{file.string() + ": damaged: " + std::string{what}
                  + ": put the data folder back from a backup"};
}

} // namespace switchboard::log_file
