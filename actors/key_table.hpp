#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

namespace switchboard {

/// A table of a fixed size that finds a position of the log by a number, in a file that is mapped
/// to memory: what is not used of it the kernel may put away, and a process that is killed loses
/// nothing of it. Without a file it is in memory alone.
class key_table {
public:
  struct heading {
    /// Mixed into the numbers, so that nobody can aim at the number of somebody else's key.
    std::uint64_t salt = 0;
    std::uint64_t slots = 0;
    std::uint64_t used = 0;
    std::int64_t begun_ms = 0;
    /// When the newest event in it happened.
    std::int64_t last_ms = 0;
    /// Every event up to this position that belongs in it is in it, also after a power cut.
    std::uint64_t covered = 0;
  };

  /// Throws a `log_error` when there is no room for it.
  static std::unique_ptr<key_table> create(const std::filesystem::path& file, const heading& first);
  /// Nothing if the file is none of ours, or not whole.
  static std::unique_ptr<key_table> open(const std::filesystem::path& file);
  ~key_table();
  key_table(const key_table&) = delete;
  key_table& operator=(const key_table&) = delete;

  heading& head() { return mapped_->head; }
  const heading& head() const { return mapped_->head; }
  const std::filesystem::path& file() const { return file_; }

  std::optional<std::uint64_t> find(std::uint64_t number) const;
  /// Another position takes the place of an earlier one. There must be a free slot.
  void put(std::uint64_t number, std::uint64_t position);

  /// Fuller, it would become slow.
  bool is_full() const { return head().used * 3 >= head().slots * 2; }
  bool has_room() const { return head().used * 16 < head().slots * 15; }

  /// Returns when all of it is on the disk; false if that fails.
  bool flush() const;

private:
  struct slot {
    std::uint64_t number;
    /// 0 in a free slot.
    std::uint64_t position;
  };

  /// How the file begins; the slots follow.
  struct layout {
    std::uint64_t form;
    heading head;
  };

  key_table(std::filesystem::path file, void* mapped, std::size_t bytes)
      : file_{std::move(file)}, mapped_{static_cast<layout*>(mapped)}, bytes_{bytes} {}

  static std::size_t bytes_for(std::uint64_t slots);
  slot* slots() const;
  slot& slot_of(std::uint64_t number) const;

  std::filesystem::path file_;
  layout* mapped_;
  std::size_t bytes_;
};

} // namespace switchboard
