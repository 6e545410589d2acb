#pragma once

#include "tools/log_copy.hpp"

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace switchboard::tools {

/// A log that takes the copy. Keeps so many events on their way that the log takes them in large
/// groups.
class log_target : public copy_target {
public:
  explicit log_target(std::unique_ptr<event_log> log) : log_{std::move(log)} {}
  ~log_target() override;

  std::uint64_t head() const override { return log_->head(); }
  recorded at(std::uint64_t position) const override { return log_->read_all(position, 1).at(0); }
  /// Events of one stream that follow each other go as one append.
  std::uint64_t take(const std::vector<recorded>& events) override;
  void finish() override;

protected:
  const event_log& log() const { return *log_; }

private:
  void append(std::vector<envelope> run);
  void wait_until_at_most(std::size_t events);
  void throw_failure();

  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::size_t on_their_way_ = 0;
  std::string failure_;
  std::unique_ptr<event_log> log_;
};

/// For copies from or to Kafka, where the streams keep their order and all events together do not:
/// what is there already is found stream by stream.
class unordered_log_target final : public log_target {
public:
  using log_target::log_target;

  std::uint64_t head() const override { return 0; }
  std::uint64_t take(const std::vector<recorded>& events) override;
};

} // namespace switchboard::tools
