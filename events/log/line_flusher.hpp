#pragma once

#include "events/log/line_files.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace switchboard {

/// Flushes the files of a copy on a thread of its own, so that no commit waits for the disk.
class line_flusher {
public:
  /// The files reach up to `head`, which is flushed at once.
  line_flusher(const line_files& files, std::uint64_t head);
  ~line_flusher();
  line_flusher(const line_flusher&) = delete;
  line_flusher& operator=(const line_flusher&) = delete;

  /// Has everything flushed up to here, which is written; nothing while a flush is under way.
  void ask(std::uint64_t head);
  void wait() const;

  /// Up to where it was asked last, and where it has come.
  std::uint64_t asked() const;
  std::uint64_t flushed() const;
  /// Throws why the last flush failed, once: then it may be asked again.
  void check();

private:
  bool is_busy() const { return asked_ != flushed_ && failure_.empty(); }
  void work_until_closed();

  const line_files& files_;
  mutable std::mutex mutex_;
  mutable std::condition_variable is_changed_;
  std::uint64_t asked_;
  std::uint64_t flushed_;
  std::string failure_;
  bool is_closed_ = false;
  std::thread thread_;
};

} // namespace switchboard
