#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>

namespace switchboard::projections {

/// How far something has come, and who waits for it to come further.
class watermark {
public:
  std::uint64_t position() const { return position_; }

  /// Calls `done` once the mark is there: at once, or within the `set` that brings it there.
  void when_at(std::uint64_t position, std::function<void()> done);

  /// Moves the mark. It may go back, when there is a reason to begin again.
  void set(std::uint64_t position);

private:
  std::mutex mutex_;
  std::atomic<std::uint64_t> position_ = 0;
  std::multimap<std::uint64_t, std::function<void()>> waiting_;
};

} // namespace switchboard::projections
