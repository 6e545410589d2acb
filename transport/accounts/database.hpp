#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace switchboard {

/// The credentials cannot be read or written. `what()` is one line that names the file and, where
/// there is one, the remedy; no credential is in it.
struct credential_error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file that holds the credentials, and the lock of whoever uses it: one at a time.
class database {
public:
  /// Opens `credentials.db` in this folder, or makes it, readable by nobody else. Throws a
  /// `credential_error` for a file that is damaged, foreign, newer, or open to others.
  explicit database(const std::filesystem::path& folder);
  ~database();
  database(const database&) = delete;
  database& operator=(const database&) = delete;

  /// Taken for each use, together with every statement of that use.
  [[nodiscard]] std::unique_lock<std::mutex> lock() { return std::unique_lock{mutex_}; }

  /// How many rows the last statement changed.
  std::int64_t changes() const;

  void run(const char* sql);

private:
  friend class statement;

  [[noreturn]] void fail(const std::string& what) const;
  void check_identity();
  void make_schema();
  std::int64_t number_of(const char* pragma);

  std::filesystem::path path_;
  sqlite3* handle_ = nullptr;
  std::mutex mutex_;
};

/// One SQL statement with its parameters, bound in order.
class statement {
public:
  statement(database& in, const char* sql);
  ~statement();
  statement(const statement&) = delete;
  statement& operator=(const statement&) = delete;

  statement& bind(std::int64_t number);
  statement& bind(std::string_view text);
  statement& bind_optional(const std::optional<std::string>& text);
  statement& bind(std::span<const std::uint8_t> bytes);
  statement& bind_bytes(std::string_view bytes);

  /// Whether there is a (further) row.
  bool step();

  std::int64_t number(int column) const;
  std::optional<std::int64_t> optional_number(int column) const;
  std::string bytes(int column) const;
  std::string text(int column) const;
  std::optional<std::string> optional_text(int column) const;

private:
  database& in_;
  sqlite3_stmt* handle_ = nullptr;
  int bound_ = 0;
};

/// Several statements that happen together or, unless committed, not at all.
class transaction {
public:
  explicit transaction(database& in);
  ~transaction();
  transaction(const transaction&) = delete;
  transaction& operator=(const transaction&) = delete;

  void commit();

private:
  database& in_;
  bool is_open_ = true;
};

} // namespace switchboard
