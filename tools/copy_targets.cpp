#include "tools/copy_targets.hpp"

#include "events/codec.hpp"
#include "events/log/embedded_log.hpp"

#include <condition_variable>
#include <fstream>
#include <iostream>
#include <mutex>
#include <utility>

namespace switchboard::tools {

namespace {

void report_to_stderr(const std::string& line) { std::cerr << line << '\n'; }

/// Keeps so many events on their way that the log commits them in large groups.
class folder_target final : public copy_target {
public:
  explicit folder_target(const std::string& path) : log_{data_folder{path}, report_to_stderr} {}
  ~folder_target() override { wait_until_at_most(0); }

  std::uint64_t head() const override { return log_.head(); }
  recorded at(std::uint64_t position) const override { return log_.read_all(position, 1).at(0); }

  /// Events of one stream that follow each other go as one append.
  void take(const std::vector<recorded>& events) override {
    std::vector<envelope> run;
    for (const auto& each : events) {
      if (!run.empty() && run.back().stream != each.entry.stream) append(std::move(run));
      run.push_back(each.entry);
    }
    if (!run.empty()) append(std::move(run));
    wait_until_at_most(max_events_on_their_way);
    throw_failure();
  }

  void finish() override {
    wait_until_at_most(0);
    throw_failure();
  }

private:
  static constexpr std::size_t max_events_on_their_way = 16'384;

  void append(std::vector<envelope> run) {
    const auto count = run.size();
    {
      const std::lock_guard lock{mutex_};
      on_their_way_ += count;
    }
    log_.append(std::exchange(run, {}), [this, count](const append_result& verdict) {
      const std::lock_guard lock{mutex_};
      on_their_way_ -= count;
      if (const auto* failed = std::get_if<append_failed>(&verdict)) failure_ = failed->reason;
      if (std::holds_alternative<append_conflict>(verdict))
        failure_ = "what is copied is not a whole log: its streams do not begin at 1";
      is_changed_.notify_all();
    });
  }

  void wait_until_at_most(std::size_t events) {
    std::unique_lock lock{mutex_};
    is_changed_.wait(lock, [&] { return on_their_way_ <= events; });
  }

  void throw_failure() {
    const std::lock_guard lock{mutex_};
    if (!failure_.empty()) throw log_error{"the copy failed: " + failure_};
  }

  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::size_t on_their_way_ = 0;
  std::string failure_;
  embedded_log log_;
};

/// A file is written anew: beside its name first, so that a broken copy is never taken for one.
class file_target final : public copy_target {
public:
  explicit file_target(std::string path) : path_{std::move(path)} {
    if (std::filesystem::exists(path_))
      throw log_error{path_ + ": is there already: name another file"};
    out_.open(path_ + ".part", std::ios::binary | std::ios::trunc);
    if (!out_) throw log_error{path_ + ": cannot be written: check the folder and its rights"};
  }

  std::uint64_t head() const override { return 0; }
  recorded at(std::uint64_t) const override { throw log_error{path_ + ": is empty"}; }

  void take(const std::vector<recorded>& events) override {
    for (const auto& each : events)
      out_ << encode(each.entry) << '\n';
    require_written();
  }

  void finish() override {
    out_.close();
    require_written();
    std::filesystem::rename(path_ + ".part", path_);
  }

private:
  void require_written() const {
    if (!out_) throw log_error{path_ + ": cannot be written: is the disk full?"};
  }

  std::string path_;
  std::ofstream out_;
};

} // namespace

std::unique_ptr<copy_target> make_target(const std::string& address) {
  if (address.find("://") != std::string::npos)
    throw log_error{address + ": this switchboard copies to a data folder or an .ndjson file only"};
  if (address.ends_with(".ndjson")) return std::make_unique<file_target>(address);
  return std::make_unique<folder_target>(address);
}

} // namespace switchboard::tools
