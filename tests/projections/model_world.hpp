#pragma once

#include "events/log/memory_log.hpp"
#include "projections/read_models.hpp"
#include "tests/log/temporary_folder.hpp"
#include "tests/projections/told_events.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <condition_variable>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace switchboard::testing {

/// A log, a folder, and read models that come and go.
class model_world {
public:
  memory_log log;
  temporary_folder folder;

  std::filesystem::path file() const { return folder.path() / "projections.db"; }

  void append(std::span<const recorded> events) {
    for (const auto& each : events)
      log.append({each.entry}, [](const append_result& verdict) {
        REQUIRE(std::holds_alternative<append_accepted>(verdict));
      });
  }

  /// The models once they know all of the log.
  projections::read_models& models() {
    if (!models_) start();
    std::promise<void> reached;
    models_->when_at(log.head(), [&] { reached.set_value(); });
    REQUIRE(reached.get_future().wait_for(std::chrono::seconds{20}) == std::future_status::ready);
    return *models_;
  }

  void start() {
    projections::options how;
    how.report = [this](const std::string& line) {
      const std::lock_guard lock{mutex_};
      reports_.push_back(line);
      is_reported_.notify_all();
    };
    models_.emplace(log, folder.data(), how);
  }
  void stop() { models_.reset(); }

  std::vector<std::string> reports() {
    const std::lock_guard lock{mutex_};
    return reports_;
  }

  void await_report() {
    std::unique_lock lock{mutex_};
    REQUIRE(
        is_reported_.wait_for(lock, std::chrono::seconds{20}, [&] { return !reports_.empty(); }));
  }

private:
  std::mutex mutex_;
  std::condition_variable is_reported_;
  std::vector<std::string> reports_;
  std::optional<projections::read_models> models_;
};

} // namespace switchboard::testing
