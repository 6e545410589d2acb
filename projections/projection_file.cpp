#include "projections/projection_file.hpp"

#include "projections/table_store.hpp"

#include <unistd.h>

#include <memory>
#include <system_error>
#include <utility>

namespace switchboard::projections {

namespace {

constexpr std::int64_t application_id = 0x53'57'50'4a; // "SWPJ"
constexpr std::int64_t newest_layout = 1;

/// What all files have, whatever the projections are.
constexpr auto make_frame = R"sql(
  CREATE TABLE projections (
    name    TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    tables  TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE checkpoint (position INTEGER NOT NULL, event_id TEXT NOT NULL) STRICT;
  INSERT INTO checkpoint VALUES (0, '');
  PRAGMA application_id = 1398231114;
  PRAGMA user_version = 1;
)sql";
static_assert(application_id == 1398231114 && newest_layout == 1);

/// A commit waits for no disk: a power cut may take the last transactions, and they are made again
/// from the log. What must not happen is that it tears the file, so a checkpoint of the write-ahead
/// file does wait.
constexpr auto serving_settings = R"sql(
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA cache_size = -65536;
  PRAGMA wal_autocheckpoint = 4096;
  PRAGMA journal_size_limit = 67108864;
)sql";

/// Everything is one transaction, so a page is written once and not with every batch; and there is
/// no journal, because a file that is not whole is thrown away.
constexpr auto building_settings = R"sql(
  PRAGMA journal_mode = OFF;
  PRAGMA synchronous = FULL;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA cache_size = -131072;
)sql";

template <class... Rows>
std::string sql_of(std::tuple<table<Rows>&...>) {
  std::string text;
  (text.append(sql::create<Rows>()), ...);
  return text;
}

void make_schema(const sqlite::database& file) {
  file.execute("BEGIN IMMEDIATE");
  file.execute(make_frame);
  sqlite::statement note{file, "INSERT INTO projections VALUES (?, ?, ?)"};
  projection_set{}.for_each([&](auto& each) {
    const auto tables = sql_of(each.tables());
    file.execute(tables.c_str());
    note.bind(1, each.name).bind(2, each.version).bind(3, tables).run();
  });
  file.execute("COMMIT");
}

/// Looks for the projections of today among those of the file.
fitness fitness_of(const sqlite::database& file) {
  auto found = fitness::current;
  sqlite::statement look{file, "SELECT version FROM projections WHERE name = ? AND tables = ?"};
  projection_set{}.for_each([&](auto& each) {
    const auto tables = sql_of(each.tables());
    look.bind(1, each.name).bind(2, tables);
    sqlite::rows known{look};
    if (!known.next())
      throw unusable_file{file.file().string() + ": keeps the " + std::string{each.name}
                          + " in another form than this version"};
    if (known.integer(0) != each.version) found = fitness::outdated;
  });
  return found;
}

checkpoint checkpoint_of(const sqlite::database& file) {
  sqlite::statement look{file, "SELECT position, event_id FROM checkpoint"};
  sqlite::rows known{look};
  if (!known.next()) throw unusable_file{file.file().string() + ": does not say how far it goes"};
  return {static_cast<std::uint64_t>(known.integer(0)), std::string{known.text(1)}};
}

} // namespace

std::unique_ptr<projection_file> projection_file::make(const std::filesystem::path& path, use as) {
  remove(path);
  return make_in({path, sqlite::open_mode::create}, as);
}

std::unique_ptr<projection_file> projection_file::make_temporary() {
  return make_in({"read models", sqlite::open_mode::temporary}, use::building);
}

std::unique_ptr<projection_file> projection_file::make_in(sqlite::database file, use as) {
  file.execute(as == use::serving ? serving_settings : building_settings);
  make_schema(file);
  if (as == use::building) file.execute("BEGIN IMMEDIATE");
  return std::unique_ptr<projection_file>{new projection_file{std::move(file), {}}};
}

std::unique_ptr<projection_file> projection_file::open(const std::filesystem::path& path) {
  sqlite::database file{path, sqlite::open_mode::write};
  auto known = describe(file);
  file.execute(serving_settings);
  return std::unique_ptr<projection_file>{new projection_file{std::move(file), std::move(known)}};
}

/// Where this user cannot write, nobody else does at the moment; and SQLite cannot make the files
/// that readers share.
sqlite::database projection_file::open_for_reading(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path))
    throw log_error{path.string() + ": there are no read models: start the server once"};
  if (is_foreign(path))
    throw log_error{path.string() + ": is a file of another program: choose another data folder"};
  const bool is_writable = ::access(path.parent_path().c_str(), W_OK) == 0;
  return {path, is_writable ? sqlite::open_mode::read : sqlite::open_mode::read_unchanging};
}

projection_file::description projection_file::describe(const sqlite::database& file) {
  const auto layout = file.integer("PRAGMA user_version");
  if (layout != newest_layout)
    throw unusable_file{file.file().string() + ": is of layout " + std::to_string(layout)
                        + ", and this version uses " + std::to_string(newest_layout)};
  return {fitness_of(file), checkpoint_of(file)};
}

bool projection_file::is_foreign(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) return false;
  try {
    const sqlite::database file{path, sqlite::open_mode::read};
    return file.integer("PRAGMA application_id") != application_id
           && file.integer("SELECT count(*) FROM sqlite_schema") > 0;
  } catch (const sqlite::error&) {
    // It may be ours and damaged, and has our name: no reason to spare it.
    return false;
  }
}

void projection_file::remove(const std::filesystem::path& path) {
  for (const auto* suffix : {"", "-wal", "-shm", "-journal"})
    std::filesystem::remove(path.string() + suffix);
}

projection_file::projection_file(sqlite::database file, description known)
    : file_{std::move(file)}, fitness_{known.fit}, reached_{std::move(known.reached)} {
  projections_.for_each_table([&]<class Row>(table<Row>& each) {
    const auto store = std::make_shared<table_store<Row>>(file_);
    each.fetch_with([store](const key_type<Row>& key) { return store->load(key); });
    table_writers_.emplace_back([store, &each] { store->write(each); });
  });
}

void projection_file::apply(std::span<const accepted_batch> batches) {
  if (file_.is_in_transaction()) {
    apply_in_transaction(batches);
    return;
  }
  const auto before = reached_;
  file_.execute("BEGIN IMMEDIATE");
  try {
    apply_in_transaction(batches);
    write_checkpoint(reached_);
    file_.execute("COMMIT");
  } catch (const std::exception&) {
    reached_ = before;
    projections_.for_each_table([](auto& each) { each.reset(); });
    if (file_.is_in_transaction()) file_.execute("ROLLBACK");
    throw;
  }
}

void projection_file::seal() {
  write_checkpoint(reached_);
  file_.execute("COMMIT");
}

void projection_file::apply_in_transaction(std::span<const accepted_batch> batches) {
  for (const auto& batch : batches)
    for (const auto& each : *batch)
      projections_.apply(each);
  for (const auto& write : table_writers_)
    write();
  const auto& last = batches.back()->back();
  reached_ = {last.position, to_string(last.entry.id)};
}

void projection_file::write_checkpoint(const checkpoint& reached) {
  sqlite::statement note{file_, "UPDATE checkpoint SET position = ?, event_id = ?"};
  note.bind(1, static_cast<std::int64_t>(reached.position)).bind(2, reached.event_id).run();
}

} // namespace switchboard::projections
