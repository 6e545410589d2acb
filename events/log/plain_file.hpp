#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace switchboard {

/// A file of bytes, read and written at places that the caller knows. Any thread may read while
/// another one writes somewhere else.
class plain_file {
public:
  enum class access : std::uint8_t { read, write };

  /// Makes it if it is to be written and is not there. A `log_error` if it cannot be opened.
  plain_file(std::filesystem::path path, access how);
  ~plain_file();
  plain_file(const plain_file&) = delete;
  plain_file& operator=(const plain_file&) = delete;

  const std::filesystem::path& path() const { return path_; }
  std::uint64_t size() const;

  /// Whether all of it was there.
  bool read(std::uint64_t offset, std::span<std::byte> into) const;
  /// A `log_error` if the disk does not take it.
  void write(std::uint64_t offset, std::span<const std::byte> bytes) const;
  void cut(std::uint64_t size) const;
  /// Waits until what was written has reached the disk.
  void flush() const;

private:
  [[noreturn]] void fail(const char* what) const;

  const std::filesystem::path path_;
  const int descriptor_;
};

} // namespace switchboard
