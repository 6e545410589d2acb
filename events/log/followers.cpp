#include "events/log/followers.hpp"

#include "threads/guard.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace switchboard {

namespace {

constexpr std::size_t max_recent_bytes = 8 * 1024 * 1024;
constexpr std::size_t events_of_one_reading = 256;
/// How soon it is tried again to read what cannot be read.
constexpr std::chrono::milliseconds shortest_pause{50};
constexpr std::chrono::milliseconds longest_pause{5'000};

} // namespace

/// What the followers share: how far the log goes, its newest batches, and the way to the others.
class followers::feed {
public:
  feed(std::uint64_t head, read_log read, report_line report)
      : head_{head}, read_{std::move(read)}, report_{std::move(report)} {}

  void publish(const accepted_batch& batch, std::size_t bytes) {
    {
      const std::lock_guard lock{mutex_};
      head_ = batch->back().position;
      recent_.push_back({batch, bytes});
      recent_bytes_ += bytes;
      while (recent_bytes_ > max_recent_bytes) {
        recent_bytes_ -= recent_.front().bytes;
        recent_.pop_front();
      }
    }
    is_changed_.notify_all();
  }

  void advance(std::uint64_t head) {
    {
      const std::lock_guard lock{mutex_};
      head_ = std::max(head_, head);
    }
    is_changed_.notify_all();
  }

  void close() {
    {
      const std::lock_guard lock{mutex_};
      is_closed_ = true;
    }
    is_changed_.notify_all();
  }

  void end(bool& is_ended) {
    {
      const std::lock_guard lock{mutex_};
      is_ended = true;
    }
    is_changed_.notify_all();
  }

  /// Waits for the events from `position` on; null once there is an end to it.
  accepted_batch next(std::uint64_t position, const bool& is_ended) {
    {
      std::unique_lock lock{mutex_};
      is_changed_.wait(lock, [&] { return is_closed_ || is_ended || position <= head_; });
      if (is_closed_ || is_ended) return nullptr;
      if (!recent_.empty() && recent_.front().batch->front().position <= position)
        return without_before(recent_with(position), position);
    }
    return std::make_shared<const std::vector<recorded>>(read_(position, events_of_one_reading));
  }

  /// Waits so long; false if there is an end to it meanwhile.
  bool pause(std::chrono::milliseconds duration, const bool& is_ended) {
    std::unique_lock lock{mutex_};
    return !is_changed_.wait_for(lock, duration, [&] { return is_closed_ || is_ended; });
  }

  void report(const std::string& line) const { report_(line); }

private:
  struct sized_batch {
    accepted_batch batch;
    std::size_t bytes = 0;
  };

  const accepted_batch& recent_with(std::uint64_t position) const {
    return std::partition_point(
               recent_.begin(), recent_.end(),
               [&](const sized_batch& each) { return each.batch->back().position < position; })
        ->batch;
  }

  std::mutex mutex_;
  std::condition_variable is_changed_;
  std::uint64_t head_;
  std::deque<sized_batch> recent_;
  std::size_t recent_bytes_ = 0;
  bool is_closed_ = false;
  const read_log read_;
  const report_line report_;
};

/// One follower, shared by its subscription and its thread.
class followers::follower {
public:
  follower(std::shared_ptr<feed> from, std::uint64_t position, event_log::batch_sink sink)
      : from_{std::move(from)}, position_{position}, sink_{std::move(sink)} {}

  void run() {
    ::pthread_setname_np(::pthread_self(), "log follower");
    while (read_on()) {
      if (!batch_) {
        if (!from_->pause(pause_, is_ended_)) return;
        continue;
      }
      position_ = batch_->back().position + 1;
      // What a sink cannot take it has dealt with itself, or it is lost on it alone.
      threads::guarded(threads::failure_kind::follower, "log follower", [&] { sink_(batch_); });
    }
  }

  void end() { from_->end(is_ended_); }

private:
  /// Waits for the next batch: none when it cannot be read now. False once there is an end to it.
  bool read_on() {
    bool is_over = false;
    const auto why = threads::failure_of([&] {
      threads::fault_port::pass("log reading");
      batch_ = from_->next(position_, is_ended_);
      is_over = batch_ == nullptr;
    });
    if (!why) {
      trouble_.end();
      pause_ = shortest_pause;
      return !is_over;
    }
    batch_ = nullptr;
    threads::failures().count(threads::failure_kind::follower, "log reading");
    if (pause_ == shortest_pause)
      from_->report("a follower cannot read the log, and tries again: " + *why);
    trouble_.begin(*why);
    pause_ = std::min(2 * pause_, longest_pause);
    return true;
  }

  const std::shared_ptr<feed> from_;
  std::uint64_t position_;
  const event_log::batch_sink sink_;
  accepted_batch batch_;
  std::chrono::milliseconds pause_ = shortest_pause;
  threads::trouble trouble_{"the log cannot be followed"};
  /// Guarded by the mutex of the feed.
  bool is_ended_ = false;
};

followers::followers(std::uint64_t head, read_log read, report_line report)
    : feed_{std::make_shared<feed>(head, std::move(read), std::move(report))} {}

followers::~followers() { feed_->close(); }

void followers::publish(const accepted_batch& batch, std::size_t bytes) {
  feed_->publish(batch, bytes);
}

void followers::advance(std::uint64_t head) { feed_->advance(head); }

std::unique_ptr<event_log::subscription> followers::add(std::uint64_t from_position,
                                                        event_log::batch_sink sink) {
  class follower_thread final : public event_log::subscription {
  public:
    explicit follower_thread(std::shared_ptr<follower> runs)
        : runs_{std::move(runs)}, thread_{[self = runs_] { self->run(); }} {}
    ~follower_thread() override {
      runs_->end();
      // A sink that ends its own subscription cannot wait for itself to return.
      if (thread_.get_id() == std::this_thread::get_id())
        thread_.detach();
      else
        thread_.join();
    }

  private:
    std::shared_ptr<follower> runs_;
    std::thread thread_;
  };
  const auto from = std::max<std::uint64_t>(from_position, 1);
  return std::make_unique<follower_thread>(
      std::make_shared<follower>(feed_, from, std::move(sink)));
}

} // namespace switchboard
