#include "events/log/kafka/replica_writer.hpp"

#include "threads/guard.hpp"

#include <pthread.h>

#include <iterator>
#include <utility>

namespace switchboard::kafka {

namespace {

constexpr std::size_t max_waiting_appends = 16'384;
constexpr std::size_t appends_of_transaction = 2'048;
constexpr std::chrono::seconds retry_interval{1};

void add(reading& to, reading next) {
  std::ranges::move(next.group, std::back_inserter(to.group));
  auto foreign = std::move(to.progress.foreign);
  std::ranges::move(next.progress.foreign, std::back_inserter(foreign));
  to.progress = std::move(next.progress);
  to.progress.foreign = std::move(foreign);
}

} // namespace

replica_writer::replica_writer(replica& into, const reading_progress& stored, report_line report)
    : into_{into}, report_{std::move(report)} {
  note_stored(stored);
  thread_ = std::thread{[this] { write_until_closed(); }};
}

replica_writer::~replica_writer() {
  {
    const std::lock_guard lock{mutex_};
    is_closed_ = true;
  }
  is_changed_.notify_all();
  thread_.join();
}

bool replica_writer::wait_for_room(std::chrono::milliseconds timeout) const {
  std::unique_lock lock{mutex_};
  return is_changed_.wait_for(lock, timeout,
                              [&] { return waiting_appends_ < max_waiting_appends; });
}

void replica_writer::put(reading next) {
  {
    const std::lock_guard lock{mutex_};
    waiting_appends_ += next.group.size();
    waiting_.push_back(std::move(next));
  }
  is_changed_.notify_all();
}

void replica_writer::wait_until_all_is_stored() const {
  std::unique_lock lock{mutex_};
  is_changed_.wait(lock, [&] { return waiting_.empty() && !is_writing_; });
}

std::vector<std::int64_t> replica_writer::stored_offsets() const {
  const std::lock_guard lock{mutex_};
  return stored_offsets_;
}

void replica_writer::write_until_closed() {
  ::pthread_setname_np(::pthread_self(), "log");
  std::unique_lock lock{mutex_};
  for (;;) {
    is_changed_.wait(lock, [&] { return is_closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return;
    auto taken = take();
    is_writing_ = true;
    lock.unlock();
    is_changed_.notify_all();
    threads::guarded("copy of the log", [&] { write(taken); });
    lock.lock();
    is_writing_ = false;
    is_changed_.notify_all();
  }
}

reading replica_writer::take() {
  reading taken;
  do {
    waiting_appends_ -= waiting_.front().group.size();
    add(taken, std::move(waiting_.front()));
    waiting_.pop_front();
  } while (!waiting_.empty() && taken.group.size() < appends_of_transaction);
  return taken;
}

void replica_writer::write(reading& taken) {
  auto outcome = into_.commit(taken.group, taken.progress);
  while (!outcome.failure.empty()) {
    report_("the copy of the log cannot be written: " + outcome.failure);
    if (wait_or_closed(retry_interval)) break;
    outcome = into_.commit(taken.group, taken.progress);
  }
  if (outcome.failure.empty()) note_stored(taken.progress);
  for (std::size_t i = 0; i < taken.group.size(); ++i) {
    auto& done = taken.group[i].done;
    if (!done) continue;
    if (auto* failed = std::get_if<append_failed>(&outcome.results[i]))
      failed->may_be_stored = true;
    threads::guarded("verdict", [&] { done(std::move(outcome.results[i])); });
  }
  threads::guarded("log upkeep", [&] { into_.log().tidy_up(); });
}

void replica_writer::note_stored(const reading_progress& progress) {
  const std::lock_guard lock{mutex_};
  stored_offsets_.clear();
  for (const auto& each : progress.partitions)
    stored_offsets_.push_back(each.next_offset);
}

bool replica_writer::wait_or_closed(std::chrono::milliseconds duration) {
  std::unique_lock lock{mutex_};
  return is_changed_.wait_for(lock, duration, [&] { return is_closed_; });
}

} // namespace switchboard::kafka
