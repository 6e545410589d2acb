#pragma once

#include <filesystem>
#include <utility>

namespace switchboard {

/// The files of a data folder, and what each is for.
class data_folder {
public:
  explicit data_folder(std::filesystem::path path) : path_{std::move(path)} {}

  const std::filesystem::path& path() const { return path_; }
  /// Held by the process that writes here; its text is that process's id.
  std::filesystem::path lock() const { return path_ / "lock"; }
  std::filesystem::path log() const { return path_ / "log.db"; }
  /// The events of a copy: see `line_files`.
  std::filesystem::path log_lines() const { return path_ / "log.lines"; }
  std::filesystem::path log_slots() const { return path_ / "log.slots"; }
  /// How far the log is known to reach: see `high_water_mark`.
  std::filesystem::path log_mark() const { return path_ / "log.mark"; }
  std::filesystem::path snapshots() const { return path_ / "snapshots.db"; }
  /// Where the log has what clients asked for under which id: see `key_index`.
  std::filesystem::path keys() const { return path_ / "keys"; }

private:
  std::filesystem::path path_;
};

/// The right to write in a data folder. The kernel takes it back when the process ends, however it
/// ends, so there is never a stale one.
class folder_lock {
public:
  /// Makes the folder if it is missing; a `log_error` if that, or locking it, is impossible.
  explicit folder_lock(const data_folder& folder);
  ~folder_lock();
  folder_lock(const folder_lock&) = delete;
  folder_lock& operator=(const folder_lock&) = delete;

private:
  int descriptor_;
};

} // namespace switchboard
