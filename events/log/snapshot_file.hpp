#pragma once

#include "events/log/snapshot_store.hpp"
#include "events/log/sqlite.hpp"

#include <filesystem>
#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_map>

namespace switchboard {

/// What is saved, by name.
using named_snapshots = std::unordered_map<std::string, snapshot>;

/// The file in which snapshots are kept. It is not flushed: a power cut may damage it, and then it
/// is of no use, but of no harm either, because every entry has a checksum.
class snapshot_file {
public:
  /// A `log_error` if what is there cannot be used.
  snapshot_file(const std::filesystem::path& path, std::uint64_t log_head);

  /// All of them or, if it throws, none. Only one thread may call it.
  void save(const named_snapshots& saved);
  /// Nothing if there is none, or none that is whole. Any thread may call it.
  std::optional<snapshot> load(const std::string& name);

  /// Hands over each that is whole, beside the process that writes, and changes nothing. A
  /// `log_error` if the file is of another program or version.
  static void for_each(const std::filesystem::path& path,
                       const std::function<void(const std::string& name, snapshot)>& visit);

  /// Removes the file and what SQLite keeps beside it.
  static void remove(const std::filesystem::path& path);

private:
  sqlite::database writing_;
  sqlite::statement begin_{writing_, "BEGIN IMMEDIATE"};
  sqlite::statement commit_{writing_, "COMMIT"};
  sqlite::statement put_{writing_, "INSERT OR REPLACE INTO snapshots "
                                   "(name, seq, position, form, state, checksum) "
                                   "VALUES (?, ?, ?, ?, ?, ?)"};
  std::mutex reading_mutex_;
  sqlite::database reading_;
  sqlite::statement get_{reading_, "SELECT seq, position, form, state, checksum FROM snapshots "
                                   "WHERE name = ?"};
};

} // namespace switchboard
