#pragma once

#include "events/log/report.hpp"

#include <chrono>
#include <mutex>
#include <string>
#include <utility>

namespace switchboard::kafka {

/// Says a thing once, and again only after a while: a client repeats what troubles it many times a
/// second.
class calm_report {
public:
  explicit calm_report(report_line report) : report_{std::move(report)} {}

  void operator()(const std::string& line) {
    {
      const auto now = std::chrono::steady_clock::now();
      const std::lock_guard lock{mutex_};
      if (line == last_line_ && now - said_at_ < interval) return;
      last_line_ = line;
      said_at_ = now;
    }
    report_(line);
  }

private:
  static constexpr std::chrono::seconds interval{30};

  const report_line report_;
  std::mutex mutex_;
  std::string last_line_;
  std::chrono::steady_clock::time_point said_at_;
};

} // namespace switchboard::kafka
