#pragma once

#include "events/log/sqlite.hpp"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <thread>

namespace switchboard {

/// Carries the pages of a write-ahead file over into the file that they belong to, on a thread and
/// a connection of its own, so that no commit waits for that.
///
/// The write-ahead file begins anew only when all of it is carried over, and beside a thread that
/// writes on and on that would never be so. Therefore the writer itself carries over the little
/// that it wrote meanwhile.
class checkpointer {
public:
  explicit checkpointer(const std::filesystem::path& file);
  ~checkpointer();
  checkpointer(const checkpointer&) = delete;
  checkpointer& operator=(const checkpointer&) = delete;

  /// The thread that writes, behind each commit.
  void after_commit(const sqlite::database& writer);

private:
  enum class phase : std::uint8_t { idle, asked, done };

  void work_until_closed();

  const sqlite::database file_;
  std::mutex mutex_;
  std::condition_variable is_changed_;
  phase phase_ = phase::idle;
  bool is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard
