#include "events/log/embedded_snapshots.hpp"

#include "threads/guard.hpp"

#include <pthread.h>

#include <limits>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_pending_bytes = 32 * 1024 * 1024;

/// No stream has this name, for theirs say their kind and a slash.
const std::string checkpoint_name = "checkpoint";

} // namespace

embedded_snapshots::embedded_snapshots(const data_folder& folder, std::uint64_t log_head,
                                       report_line report)
    : path_{folder.snapshots()}, report_{std::move(report)}, file_{open(log_head)}, thread_{[this] {
        write_until_closed();
      }} {}

embedded_snapshots::~embedded_snapshots() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_changed_.notify_one();
  thread_.join();
}

void embedded_snapshots::save(const stream_id& stream, snapshot taken) {
  keep(to_string(stream), std::move(taken));
}

std::optional<snapshot> embedded_snapshots::load(const stream_id& stream) const {
  return find(to_string(stream));
}

void embedded_snapshots::save_checkpoint(std::string checkpoint) {
  keep(checkpoint_name, {0, 0, "", std::move(checkpoint)});
}

std::optional<std::string> embedded_snapshots::load_checkpoint() const {
  auto found = find(checkpoint_name);
  if (!found) return std::nullopt;
  return std::move(found->state);
}

void embedded_snapshots::keep(std::string name, snapshot taken) {
  {
    const std::lock_guard lock{mutex_};
    if (pending_bytes_ + taken.state.size() > max_pending_bytes) return;
    pending_bytes_ += taken.state.size();
    pending_.insert_or_assign(std::move(name), std::move(taken));
  }
  is_changed_.notify_one();
}

std::optional<snapshot> embedded_snapshots::find(const std::string& name) const {
  std::unique_lock lock{mutex_};
  for (const auto* unwritten : {&pending_, &in_writing_})
    if (const auto found = unwritten->find(name); found != unwritten->end()) return found->second;
  const auto file = file_;
  lock.unlock();
  return file ? file->load(name) : std::nullopt;
}

void embedded_snapshots::write_until_closed() {
  ::pthread_setname_np(::pthread_self(), "snapshots");
  std::unique_lock lock{mutex_};
  for (;;) {
    is_changed_.wait(lock, [&] { return is_closed_ || !pending_.empty(); });
    if (pending_.empty()) return;
    in_writing_ = std::exchange(pending_, {});
    pending_bytes_ = 0;
    lock.unlock();
    threads::guarded("snapshots", [&] { write(in_writing_); });
    lock.lock();
    in_writing_.clear();
  }
}

void embedded_snapshots::write(const named_snapshots& saved) {
  if (!file_) return;
  try {
    file_->save(saved);
  } catch (const sqlite::error& failure) {
    report_("snapshots are not kept: " + std::string{failure.what()});
    if (failure.is_damage()) replace_file(failure.what());
  }
}

void embedded_snapshots::replace_file(const std::string& why) {
  std::shared_ptr<snapshot_file> damaged;
  {
    const std::lock_guard lock{mutex_};
    damaged.swap(file_);
  }
  damaged.reset();
  auto fresh = begin_anew(why);
  const std::lock_guard lock{mutex_};
  file_ = std::move(fresh);
}

std::shared_ptr<snapshot_file> embedded_snapshots::open(std::uint64_t log_head) const {
  try {
    return std::make_shared<snapshot_file>(path_, log_head);
  } catch (const log_error& unusable) {
    return begin_anew(unusable.what());
  }
}

std::shared_ptr<snapshot_file> embedded_snapshots::begin_anew(const std::string& why) const {
  report_("snapshots are begun anew, because of " + why);
  snapshot_file::remove(path_);
  try {
    return std::make_shared<snapshot_file>(path_, std::numeric_limits<std::uint64_t>::max());
  } catch (const log_error& failure) {
    report_("there are no snapshots, because of " + std::string{failure.what()});
    return nullptr;
  }
}

} // namespace switchboard
