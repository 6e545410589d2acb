#pragma once

#include "events/log/sqlite.hpp"
#include "projections/table_store.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace switchboard::projections {

/// One connection to the rows, with the statements that were asked on it before.
class reader {
public:
  explicit reader(const std::filesystem::path& path);

  /// Every row of `select` with these parameters. `Row` is the type that the columns make.
  template <class Row, class... Parameters>
  std::vector<Row> all(const std::string& select, const Parameters&... parameters) {
    std::vector<Row> found;
    auto& asked = bound(select, parameters...);
    sqlite::rows row{asked};
    while (row.next())
      found.push_back(sql::read<Row>(file_, row));
    return found;
  }

  template <class Row, class... Parameters>
  std::optional<Row> first(const std::string& select, const Parameters&... parameters) {
    auto& asked = bound(select, parameters...);
    sqlite::rows row{asked};
    if (!row.next()) return std::nullopt;
    return sql::read<Row>(file_, row);
  }

  /// The first column of the first row; 0 if there is none.
  template <class... Parameters>
  std::int64_t integer(const std::string& select, const Parameters&... parameters) {
    auto& asked = bound(select, parameters...);
    sqlite::rows row{asked};
    return row.next() ? row.integer(0) : 0;
  }

  /// The statement with its parameters, ready to be run.
  template <class... Parameters>
  sqlite::statement& bound(const std::string& select, const Parameters&... parameters) {
    auto& asked = prepared(select);
    int index = 0;
    ((bind(asked, ++index, parameters)), ...);
    return asked;
  }

private:
  static void bind(sqlite::statement& to, int index, std::string_view text) {
    to.bind(index, text);
  }
  static void bind(sqlite::statement& to, int index, std::int64_t number) {
    to.bind(index, number);
  }
  template <class Kind>
  static void bind(sqlite::statement& to, int index, const identifier<Kind>& id) {
    to.bind(index, id.value);
  }

  sqlite::statement& prepared(const std::string& select);

  sqlite::database file_;
  std::unordered_map<std::string, sqlite::statement> statements_;
};

/// A few readers that all threads share. More questions than readers take turns.
class readers {
public:
  using report_damage = std::function<void(const sqlite::error&)>;

  /// `damaged` is told, on the thread that asked, when a row cannot be what was written.
  readers(std::filesystem::path path, report_damage damaged);

  /// Asks `question(reader&)`.
  template <class Question>
  auto ask(Question&& question) {
    const lease leased{*this};
    try {
      return question(*leased.taken);
    } catch (const sqlite::error& failed) {
      if (failed.is_damage()) damaged_(failed);
      throw;
    }
  }

  /// Calls `change_file()` while nobody reads and no file is open; who asks meanwhile waits.
  template <class Change>
  void close_during(Change&& change_file) {
    const closure closed{*this};
    change_file();
  }

private:
  struct lease {
    explicit lease(readers& of) : from{of}, taken{of.take()} {}
    ~lease() { from.give_back(std::move(taken)); }
    lease(const lease&) = delete;
    lease& operator=(const lease&) = delete;

    readers& from;
    std::unique_ptr<reader> taken;
  };

  /// Nobody reads as long as it lives.
  struct closure {
    explicit closure(readers& of);
    ~closure();
    closure(const closure&) = delete;
    closure& operator=(const closure&) = delete;

    readers& closed;
  };

  static constexpr std::size_t max_readers = 4;

  std::unique_ptr<reader> take();
  void give_back(std::unique_ptr<reader> used);

  const std::filesystem::path path_;
  const report_damage damaged_;
  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::vector<std::unique_ptr<reader>> idle_;
  std::size_t leased_ = 0;
  bool is_closed_ = false;
};

} // namespace switchboard::projections
