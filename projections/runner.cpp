#include "projections/runner.hpp"

#include "projections/log_scan.hpp"
#include "threads/guard.hpp"
#include "threads/turns.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>

namespace switchboard::projections {

namespace {

/// How long to wait before something is tried again that may have been put right meanwhile, such as
/// a full disk.
constexpr std::chrono::milliseconds shortest_pause{1'000};
constexpr std::chrono::milliseconds longest_pause{30'000};

/// What has been gathered is applied in one go, and frames of calls go before that. Not more: the
/// log's flushes wait for whoever is writing to the same disk.
constexpr int nice_beside_calls = 5;

std::string with(const std::filesystem::path& file, const std::string& what) {
  return file.string() + ": " + what;
}

/// A follower that failed may have lost a batch, which is then read from the log.
void check_gapless(std::uint64_t reached, const std::vector<accepted_batch>& batches) {
  for (const auto& each : batches) {
    if (each->front().position != reached + 1)
      throw std::runtime_error{"the log went on without event " + std::to_string(reached + 1)};
    reached = each->back().position;
  }
}

} // namespace

runner::runner(event_log& log, std::filesystem::path file, readers& from, watermark& mark,
               event_meter& meter, options how)
    : log_{log},
      path_{std::move(file)},
      readers_{from},
      mark_{mark},
      meter_{meter},
      how_{std::move(how)},
      pause_{shortest_pause} {
  if (projection_file::is_foreign(path_))
    throw log_error{with(path_, "is a file of another program: move it away, or choose another "
                                "data folder")};
  open_file();
  mark_.set(served_->reached().position);
  mark_.on_awaited([this] { hurry(); });
  thread_ = std::thread{[this] { run(); }};
}

runner::~runner() {
  {
    const std::lock_guard lock{mutex_};
    is_stopped_ = true;
    if (feed_) feed_->close();
  }
  is_changed_.notify_all();
  thread_.join();
}

void runner::make_anew() {
  const std::lock_guard lock{mutex_};
  need_ = need::to_make_anew;
  if (feed_) feed_->close();
}

// --- Which file ----------------------------------------------------------------------------------

void runner::open_file() {
  if (!std::filesystem::exists(path_)) {
    served_ = projection_file::make(path_, projection_file::use::serving);
    need_ = need::to_build;
    return;
  }
  try {
    served_ = projection_file::open(path_);
    if (!is_of_this_log(served_->reached())) {
      put_empty_file(with(path_, "was made from another log"));
    } else if (served_->fit() == fitness::outdated) {
      how_.report(with(path_, "was made by an earlier version: it serves until it is made anew"));
      need_ = need::to_build;
    } else if (served_->reached().position == 0) {
      need_ = need::to_build;
    }
  } catch (const sqlite::error& failed) {
    if (!failed.is_damage()) throw;
    put_empty_file(with(path_, "is damaged"));
  } catch (const unusable_file& failed) {
    put_empty_file(failed.what());
  }
}

void runner::put_empty_file(const std::string& why) {
  mark_.set(0);
  how_.report(why + ": it is made anew from the log");
  readers_.close_during([&] {
    served_.reset();
    served_ = projection_file::make(path_, projection_file::use::serving);
  });
  const std::lock_guard lock{mutex_};
  need_ = need::to_build;
}

bool runner::is_of_this_log(const checkpoint& reached) const {
  if (reached.position == 0) return true;
  const auto there = log_.read_all(reached.position, 1);
  return !there.empty() && to_string(there.front().entry.id) == reached.event_id;
}

// --- What the thread does ------------------------------------------------------------------------

void runner::run() {
  ::pthread_setname_np(::pthread_self(), "read models");
  // Nobody is connected before there is something to ask, so what makes it first need not wait.
  if (served_->reached().position > 0) threads::step_back(nice_beside_calls);
  for (;;) {
    try {
      work();
    } catch (const sqlite::error& failed) {
      recover(failed.what(), failed.is_damage());
    } catch (const std::exception& failed) {
      recover(failed.what(), false);
    }
    const std::lock_guard lock{mutex_};
    if (is_stopped_) return;
  }
}

void runner::work() {
  if (needed() == need::to_make_anew) put_empty_file(with(path_, "is damaged"));
  if (needed() == need::to_build) build();
  if (!is_interrupted()) follow();
}

void runner::build() {
  const std::filesystem::path path = path_.string() + ".new";
  auto built = projection_file::make(path, projection_file::use::building);
  catch_up(*built);
  if (is_interrupted()) return;
  built->seal();
  built.reset();
  readers_.close_during([&] {
    served_.reset();
    projection_file::remove(path_);
    std::filesystem::rename(path, path_);
    served_ = projection_file::open(path_);
  });
  replace_need(need::to_build, need::nothing);
  mark_.set(served_->reached().position);
}

void runner::catch_up(projection_file& file) {
  log_scan scan{log_, file.reached().position + 1};
  while (const auto batch = scan.next()) {
    if (is_interrupted()) return;
    threads::fault_port::pass("read models");
    file.apply({&batch, 1});
    note_success();
    const auto position = file.reached().position;
    if (&file == served_.get()) mark_.set(position);
    how_.on_progress({position, std::max(position, log_.head())});
  }
}

void runner::follow() {
  catch_up(*served_);
  threads::step_back(nice_beside_calls);
  const auto feed = std::make_shared<live_feed>(mark_);
  {
    const std::lock_guard lock{mutex_};
    if (is_stopped_ || need_ != need::nothing) return;
    feed_ = feed;
  }
  feed->follow(log_, served_->reached().position + 1);
  for (auto batches = feed->take(); !batches.empty(); batches = feed->take()) {
    threads::fault_port::pass("read models");
    check_gapless(served_->reached().position, batches);
    served_->apply(batches);
    note_success();
    for (const auto& each : batches)
      meter_.count(each->size(), event_meter::clock::now());
    mark_.set(served_->reached().position);
  }
}

/// No event is left out: rows that lack one would be wrong for good and say so to nobody. So what
/// cannot be applied is tried again and again, and meanwhile the node says that it is not ready.
void runner::recover(const std::string& from, bool is_damage) {
  threads::failures().count(threads::failure_kind::follower, "read models");
  std::unique_lock lock{mutex_};
  const auto abandoned = std::exchange(feed_, nullptr);
  if (is_damage) {
    need_ = need::to_make_anew;
    return;
  }
  lock.unlock();
  if (pause_ == shortest_pause) how_.report(from);
  trouble_.begin(from);
  lock.lock();
  is_changed_.wait_for(lock, pause_, [&] { return is_stopped_; });
  pause_ = std::min(2 * pause_, longest_pause);
}

void runner::note_success() {
  trouble_.end();
  pause_ = shortest_pause;
}

void runner::hurry() {
  const std::lock_guard lock{mutex_};
  if (feed_) feed_->hurry();
}

bool runner::is_interrupted() {
  const std::lock_guard lock{mutex_};
  return is_stopped_ || need_ == need::to_make_anew;
}

runner::need runner::needed() {
  const std::lock_guard lock{mutex_};
  return need_;
}

void runner::replace_need(need before, need after) {
  const std::lock_guard lock{mutex_};
  if (need_ == before) need_ = after;
}

} // namespace switchboard::projections
