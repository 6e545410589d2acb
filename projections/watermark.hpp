#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace switchboard::projections {

/// How far something has come, and who waits for it to come further.
class watermark {
public:
  std::uint64_t position() const { return position_; }

  /// Whom to call, on any thread, when somebody begins to wait. To be said before anybody does.
  void on_awaited(std::function<void()> hurry) { hurry_ = std::move(hurry); }

  /// Calls `done` once the mark is there: at once, or within the `set` that brings it there.
  void when_at(std::uint64_t position, std::function<void()> done);
  /// Whether somebody waits for it to come further.
  bool is_awaited() const { return waiting_count_ > 0; }

  /// Moves the mark. It may go back, when there is a reason to begin again.
  void set(std::uint64_t position);

private:
  std::mutex mutex_;
  std::atomic<std::uint64_t> position_ = 0;
  std::multimap<std::uint64_t, std::function<void()>> waiting_;
  std::atomic<std::size_t> waiting_count_ = 0;
  std::function<void()> hurry_;
};

} // namespace switchboard::projections
