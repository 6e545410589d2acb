#include "transport/accounts/database.hpp"

#include "transport/accounts/credential_forms.hpp"
#include "transport/accounts/private_file.hpp"

#include <sqlite3.h>

namespace switchboard {

namespace {

/// "SWCR": how this file says whose it is.
constexpr std::int64_t application_id = 0x53574352;
constexpr std::int64_t schema_version = credential_forms::all.size();
constexpr int busy_timeout_ms = 5'000;

} // namespace

database::database(const std::filesystem::path& folder) : path_{folder / "credentials.db"} {
  try {
    std::filesystem::create_directories(folder);
    if (!is_private_file(path_)) make_private_file(path_, "");
  } catch (const private_file_error& error) {
    throw credential_error{error.what()};
  } catch (const std::filesystem::filesystem_error& error) {
    throw credential_error{folder.string() + ": cannot be made: " + error.code().message()};
  }
  if (sqlite3_open_v2(path_.c_str(), &handle_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr)
      != SQLITE_OK) {
    const std::string reason = sqlite3_errmsg(handle_);
    sqlite3_close(handle_);
    throw credential_error{path_.string() + ": cannot be opened: " + reason};
  }
  try {
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    check_identity();
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON;");
    make_schema();
  } catch (...) {
    sqlite3_close(handle_);
    throw;
  }
}

database::~database() { sqlite3_close(handle_); }

std::int64_t database::changes() const { return sqlite3_changes64(handle_); }

void database::run(const char* sql) {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
    fail(sqlite3_errmsg(handle_));
}

void database::fail(const std::string& what) const {
  const auto code = sqlite3_errcode(handle_);
  if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
    throw credential_error{path_.string() + ": is damaged or no credential store (" + what
                           + "); put a backup in its place"};
  throw credential_error{path_.string() + ": " + what};
}

std::int64_t database::number_of(const char* pragma) {
  statement query{*this, pragma};
  query.step();
  return query.number(0);
}

void database::check_identity() {
  const auto owner = number_of("PRAGMA application_id");
  const auto version = number_of("PRAGMA user_version");
  const bool is_fresh = number_of("SELECT count(*) FROM sqlite_schema") == 0;
  if (owner != application_id && !is_fresh)
    throw credential_error{path_.string()
                           + ": belongs to another program; move it out of the data folder"};
  if (version > schema_version)
    throw credential_error{path_.string() + ": was written by a newer version (form "
                           + std::to_string(version) + ", this one knows up to "
                           + std::to_string(schema_version) + "); use that version"};
  statement check{*this, "PRAGMA quick_check(1)"};
  if (!check.step() || check.text(0) != "ok")
    throw credential_error{path_.string() + ": is damaged; put a backup in its place"};
}

void database::make_schema() {
  transaction all{*this};
  const auto form = number_of("PRAGMA user_version");
  if (form == schema_version) return;
  for (auto each = form; each < schema_version; ++each)
    run(credential_forms::all[static_cast<std::size_t>(each)]);
  run(("PRAGMA application_id = " + std::to_string(application_id)).c_str());
  run(("PRAGMA user_version = " + std::to_string(schema_version)).c_str());
  all.commit();
}

statement::statement(database& in, const char* sql) : in_{in} {
  if (sqlite3_prepare_v2(in.handle_, sql, -1, &handle_, nullptr) != SQLITE_OK)
    in.fail(sqlite3_errmsg(in.handle_));
}

statement::~statement() { sqlite3_finalize(handle_); }

statement& statement::bind(std::int64_t number) {
  sqlite3_bind_int64(handle_, ++bound_, number);
  return *this;
}

statement& statement::bind(std::string_view text) {
  sqlite3_bind_text(handle_, ++bound_, text.data(), static_cast<int>(text.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

statement& statement::bind_optional(const std::optional<std::string>& text) {
  if (text) return bind(std::string_view{*text});
  sqlite3_bind_null(handle_, ++bound_);
  return *this;
}

statement& statement::bind_bytes(std::string_view bytes) {
  return bind(std::span{reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

statement& statement::bind(std::span<const std::uint8_t> bytes) {
  sqlite3_bind_blob(handle_, ++bound_, bytes.data(), static_cast<int>(bytes.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

bool statement::step() {
  const auto code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  in_.fail(sqlite3_errmsg(in_.handle_));
}

std::int64_t statement::number(int column) const { return sqlite3_column_int64(handle_, column); }

std::optional<std::int64_t> statement::optional_number(int column) const {
  if (sqlite3_column_type(handle_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

std::string statement::bytes(int column) const {
  const auto* bytes = sqlite3_column_blob(handle_, column);
  if (!bytes) return {};
  return {static_cast<const char*>(bytes),
          static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string statement::text(int column) const { return optional_text(column).value_or(""); }

std::optional<std::string> statement::optional_text(int column) const {
  const auto* text = sqlite3_column_text(handle_, column);
  if (!text) return std::nullopt;
  return std::string{reinterpret_cast<const char*>(text),
                     static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

transaction::transaction(database& in) : in_{in} { in_.run("BEGIN IMMEDIATE"); }

transaction::~transaction() {
  if (!is_open_) return;
  try {
    in_.run("ROLLBACK");
  } catch (const credential_error&) {
    // After some failures SQLite has rolled back by itself, and then there is nothing to undo.
  }
}

void transaction::commit() {
  in_.run("COMMIT");
  is_open_ = false;
}

} // namespace switchboard
