#pragma once

#include <cstdint>
#include <filesystem>

namespace switchboard {

/// How far the log reached when it last said so, in a file beside it. It is raised after each
/// commit and never waited for, so it may lag behind after a power cut but never runs ahead. A log
/// that ends before its mark has lost acknowledged events: SQLite drops whatever follows a damaged
/// or missing part of its write-ahead file without a word, and this is what notices.
class high_water_mark {
public:
  explicit high_water_mark(const std::filesystem::path& file);
  ~high_water_mark();
  high_water_mark(const high_water_mark&) = delete;
  high_water_mark& operator=(const high_water_mark&) = delete;

  void raise(std::uint64_t position) noexcept;

  /// 0 if there is no mark, or none that can be read.
  static std::uint64_t read(const std::filesystem::path& file);

private:
  int descriptor_;
};

} // namespace switchboard
