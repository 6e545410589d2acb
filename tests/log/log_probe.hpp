#pragma once

#include "events/log/event_log.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <future>
#include <limits>
#include <mutex>
#include <utility>
#include <vector>

namespace switchboard::testing {

/// So long that only a log that hangs takes it; a test then fails instead of hanging too.
constexpr std::chrono::seconds patience{20};

constexpr auto no_limit = std::numeric_limits<std::size_t>::max();

template <class T>
T awaited(std::future<T> coming) {
  REQUIRE_MESSAGE(coming.wait_for(patience) == std::future_status::ready, "nothing came");
  return coming.get();
}

inline std::future<append_result> begin_append(event_log& log, std::vector<envelope> events) {
  auto promise = std::make_shared<std::promise<append_result>>();
  auto coming = promise->get_future();
  log.append(std::move(events),
             [promise](append_result result) { promise->set_value(std::move(result)); });
  return coming;
}

inline append_result append_and_wait(event_log& log, std::vector<envelope> events) {
  return awaited(begin_append(log, std::move(events)));
}

/// Appends what must be accepted; returns its first position.
inline std::uint64_t must_append(event_log& log, std::vector<envelope> events) {
  const auto result = append_and_wait(log, std::move(events));
  if (const auto* failed = std::get_if<append_failed>(&result)) FAIL(failed->reason);
  REQUIRE(std::holds_alternative<append_accepted>(result));
  return std::get<append_accepted>(result).first_position;
}

/// Something that one thread brings about and another one waits for.
class milestone {
public:
  void reach() {
    const std::lock_guard lock{mutex_};
    is_reached_ = true;
    is_changed_.notify_all();
  }
  bool wait() {
    std::unique_lock lock{mutex_};
    return is_changed_.wait_for(lock, patience, [&] { return is_reached_; });
  }

private:
  std::mutex mutex_;
  std::condition_variable is_changed_;
  bool is_reached_ = false;
};

/// A follower that keeps what it is given. It must outlive its subscription.
class gathering {
public:
  event_log::batch_sink sink() {
    return [this](const accepted_batch& batch) {
      const std::lock_guard lock{mutex_};
      for (const auto& each : *batch)
        positions_.push_back(each.position);
      is_changed_.notify_all();
    };
  }

  /// Waits until `count` events have come; whether they did.
  bool wait_for(std::size_t count) {
    std::unique_lock lock{mutex_};
    return is_changed_.wait_for(lock, patience, [&] { return positions_.size() >= count; });
  }

  std::vector<std::uint64_t> positions() const {
    const std::lock_guard lock{mutex_};
    return positions_;
  }

private:
  mutable std::mutex mutex_;
  std::condition_variable is_changed_;
  std::vector<std::uint64_t> positions_;
};

/// `first`, `first + 1` … `last`.
inline std::vector<std::uint64_t> all_from_to(std::uint64_t first, std::uint64_t last) {
  std::vector<std::uint64_t> numbers;
  for (auto each = first; each <= last; ++each)
    numbers.push_back(each);
  return numbers;
}

} // namespace switchboard::testing
