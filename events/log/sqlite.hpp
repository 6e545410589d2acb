#pragma once

#include "events/log/event_log.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

/// As much of SQLite as a log needs, with owners for its handles and errors that name the file and
/// the remedy.
namespace switchboard::sqlite {

/// As SQLite keeps numbers. What is too large for it is as good as the largest.
std::int64_t as_integer(std::uint64_t number);

/// What SQLite could not do, as one line: the file, what is wrong, what to do.
class error : public log_error {
public:
  error(const std::filesystem::path& file, int code, std::string_view detail);

  /// Whether there was no room for what was to be written.
  bool is_full() const { return is_full_; }
  /// Whether what is in the file cannot be what was written to it.
  bool is_damage() const { return is_damage_; }

private:
  bool is_full_;
  bool is_damage_;
};

enum class open_mode : std::uint8_t {
  create,
  write,
  read,
  /// For a medium on which nothing can be written, not even the files that WAL readers share.
  read_unchanging,
  /// A file that has no name and goes with its connection; the name that is given stands in errors.
  temporary,
};

/// One connection. It may move from thread to thread, but only one may use it at a time.
class database {
public:
  database(std::filesystem::path file, open_mode mode);

  const std::filesystem::path& file() const { return file_; }
  sqlite3* handle() const { return handle_.get(); }

  /// Runs statements whose rows nobody wants.
  void execute(const char* sql) const;
  /// The first column of the first row, as an integer.
  std::int64_t integer(const char* sql) const;
  bool is_in_transaction() const;

  // --- The write-ahead file ----------------------------------------------------------------------

  /// From now on its pages are carried over when `carry_over` says so, and not by some commit.
  void count_pages_ahead();
  /// How many it held after the last commit.
  std::size_t pages_ahead() const { return static_cast<std::size_t>(*pages_ahead_); }
  /// Carries over what no reader needs there any more. What does not succeed is tried again with
  /// the next call: until then the pages are safe where they are.
  void carry_over() const noexcept;

  [[noreturn]] void fail(int code) const;

private:
  struct closer {
    void operator()(sqlite3* handle) const;
  };

  std::filesystem::path file_;
  /// In a place of its own, which stays when this object moves.
  std::unique_ptr<int> pages_ahead_ = std::make_unique<int>(0);
  std::unique_ptr<sqlite3, closer> handle_;
};

/// A statement that is prepared once and run often. It must go before its database.
class statement {
public:
  statement(const database& in, std::string_view sql);

  statement& bind(int index, std::int64_t number);
  /// What is bound is not copied: it must last until the statement has run.
  statement& bind(int index, std::string_view text);
  statement& bind_bytes(int index, std::string_view bytes);
  statement& bind_real(int index, double number);
  statement& bind_null(int index);

  /// Runs it to its end.
  void run();

private:
  friend class rows;

  struct finalizer {
    void operator()(sqlite3_stmt* handle) const;
  };

  bool step();
  void reset() noexcept;

  const database* in_;
  std::unique_ptr<sqlite3_stmt, finalizer> handle_;
};

/// The rows of one run of a statement, from its construction to its end.
class rows {
public:
  explicit rows(statement& of) : of_{of} {}
  ~rows() { of_.reset(); }
  rows(const rows&) = delete;
  rows& operator=(const rows&) = delete;

  bool next() { return of_.step(); }
  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  /// Valid until `next`.
  std::string_view text(int column) const;
  std::string_view bytes(int column) const;

private:
  statement& of_;
};

} // namespace switchboard::sqlite
