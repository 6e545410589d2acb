#include "events/log/sqlite.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <climits>
#include <limits>
#include <stdexcept>
#include <utility>

namespace switchboard::sqlite {

namespace {

/// How long a statement waits for a lock that another program holds, such as somebody's shell.
constexpr int busy_timeout_ms = 2'000;

bool means_full(int code) { return (code & 0xff) == SQLITE_FULL; }

bool means_damage(int code) {
  const auto kind = code & 0xff;
  return kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB || code == SQLITE_IOERR_SHORT_READ;
}

/// Only a program that may write can take back what another one was killed over.
bool means_unfinished(int code) {
  return code == SQLITE_READONLY_ROLLBACK || code == SQLITE_READONLY_RECOVERY;
}

std::string_view remedy_for(int code) {
  if (means_unfinished(code)) return "start the server once, which sets it right";
  if (means_full(code)) return "free some space on its disk";
  if (means_damage(code)) return "put the data folder back from a backup";
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "end the other program that has it open";
  case SQLITE_CANTOPEN:
  case SQLITE_PERM:
  case SQLITE_READONLY:
    return "make the file and its folder writable for this user";
  case SQLITE_IOERR:
    return "check that its disk works and that there is room for this user";
  default:
    return "this should not happen; please report it";
  }
}

std::string line_of(const std::filesystem::path& file, int code, std::string_view detail) {
  std::string line = file.string();
  line += ": ";
  line += means_unfinished(code) ? "its program was killed while it wrote to it" : detail;
  line += ": ";
  line += remedy_for(code);
  return line;
}

int flags_of(open_mode mode) {
  // Whoever has the connection is alone with it, so SQLite needs no mutex of its own.
  constexpr int always = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI | SQLITE_OPEN_EXRESCODE;
  switch (mode) {
  case open_mode::create:
  case open_mode::temporary:
    return always | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  case open_mode::write:
    return always | SQLITE_OPEN_READWRITE;
  case open_mode::read:
  case open_mode::read_unchanging:
    return always | SQLITE_OPEN_READONLY;
  }
  return always;
}

/// The characters that mean something in a URI, as their numbers.
std::string uri_of(const std::filesystem::path& file, open_mode mode) {
  if (mode == open_mode::temporary) return {};
  std::string uri = "file:";
  for (const char each : std::filesystem::absolute(file).string()) {
    if (each == '?')
      uri += "%3f";
    else if (each == '#')
      uri += "%23";
    else if (each == '%')
      uri += "%25";
    else
      uri += each;
  }
  if (mode == open_mode::read_unchanging) uri += "?immutable=1";
  return uri;
}

} // namespace

std::int64_t as_integer(std::uint64_t number) {
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(std::min(number, largest));
}

error::error(const std::filesystem::path& file, int code, std::string_view detail)
    : log_error{line_of(file, code, detail)},
      is_full_{means_full(code)},
      is_damage_{means_damage(code)} {}

void database::closer::operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }

database::database(std::filesystem::path file, open_mode mode) : file_{std::move(file)} {
  sqlite3* opened = nullptr;
  const auto code = sqlite3_open_v2(uri_of(file_, mode).c_str(), &opened, flags_of(mode), nullptr);
  handle_.reset(opened);
  if (code != SQLITE_OK) fail(code);
  sqlite3_busy_timeout(opened, busy_timeout_ms);
}

void database::execute(const char* sql) const {
  const auto code = sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t database::integer(const char* sql) const {
  statement asked{*this, sql};
  rows answer{asked};
  return answer.next() ? answer.integer(0) : 0;
}

bool database::is_in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }

void database::count_pages_ahead() {
  const auto note = [](void* count, sqlite3*, const char*, int pages) {
    *static_cast<int*>(count) = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle(), note, pages_ahead_.get());
}

void database::carry_over() const noexcept {
  sqlite3_wal_checkpoint_v2(handle(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

void database::fail(int code) const {
  const auto* detail = handle_ ? sqlite3_errmsg(handle()) : sqlite3_errstr(code);
  throw error{file_, code, detail};
}

void statement::finalizer::operator()(sqlite3_stmt* handle) const { sqlite3_finalize(handle); }

statement::statement(const database& in, std::string_view sql) : in_{&in} {
  sqlite3_stmt* prepared = nullptr;
  const auto code = sqlite3_prepare_v3(in.handle(), sql.data(), static_cast<int>(sql.size()),
                                       SQLITE_PREPARE_PERSISTENT, &prepared, nullptr);
  handle_.reset(prepared);
  if (code != SQLITE_OK) in.fail(code);
}

statement& statement::bind(int index, std::int64_t number) {
  const auto code = sqlite3_bind_int64(handle_.get(), index, number);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind(int index, std::string_view text) {
  const auto code = sqlite3_bind_text64(handle_.get(), index, text.data(), text.size(),
                                        SQLITE_STATIC, SQLITE_UTF8);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind_bytes(int index, std::string_view bytes) {
  // Where there are none, there may be no place for them either, which would mean NULL.
  const auto* data = bytes.empty() ? "" : bytes.data();
  const auto code = sqlite3_bind_blob64(handle_.get(), index, data, bytes.size(), SQLITE_STATIC);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind_real(int index, double number) {
  const auto code = sqlite3_bind_double(handle_.get(), index, number);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

statement& statement::bind_null(int index) {
  const auto code = sqlite3_bind_null(handle_.get(), index);
  if (code != SQLITE_OK) in_->fail(code);
  return *this;
}

void statement::run() {
  rows until_done{*this};
  while (until_done.next()) {
  }
}

bool statement::step() {
  const auto code = sqlite3_step(handle_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) in_->fail(code);
  return false;
}

void statement::reset() noexcept { sqlite3_reset(handle_.get()); }

bool rows::is_null(int column) const {
  return sqlite3_column_type(of_.handle_.get(), column) == SQLITE_NULL;
}

double rows::real(int column) const { return sqlite3_column_double(of_.handle_.get(), column); }

std::int64_t rows::integer(int column) const {
  return sqlite3_column_int64(of_.handle_.get(), column);
}

std::string_view rows::text(int column) const {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(of_.handle_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(of_.handle_.get(), column));
  return text == nullptr ? std::string_view{} : std::string_view{text, size};
}

std::string_view rows::bytes(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(of_.handle_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(of_.handle_.get(), column));
  return bytes == nullptr ? std::string_view{} : std::string_view{bytes, size};
}

} // namespace switchboard::sqlite
