#include "transport/net/io_thread.hpp"

namespace switchboard::net {

thread_local io_thread* io_thread::current_ = nullptr;

io_thread::io_thread()
    : keep_running_{context_.get_executor()},
      read_buffer_{std::make_unique_for_overwrite<char[]>(read_buffer_bytes)} {}

io_thread::~io_thread() { stop(); }

void io_thread::start() {
  thread_ = std::thread{[this] {
    current_ = this;
    context_.run();
  }};
}

void io_thread::stop() {
  if (!thread_.joinable()) return;
  post([this] {
    stop_sessions();
    keep_running_.reset();
    context_.stop();
  });
  thread_.join();
}

void io_thread::flush_soon(std::shared_ptr<session> asking) {
  if (is_current() && turn_depth_ > 0) {
    asking_here_.push_back(std::move(asking));
    return;
  }
  bool is_first = false;
  {
    const std::lock_guard lock{posted_mutex_};
    is_first = asking_elsewhere_.empty();
    asking_elsewhere_.push_back(std::move(asking));
  }
  if (is_first) post([this] { flush_posted(); });
}

void io_thread::flush_local() {
  // A flush may end a session, and its end may queue frames for others.
  while (!asking_here_.empty()) {
    ++turn_depth_;
    auto asking = std::exchange(asking_here_, {});
    for (const auto& each : asking)
      each->on_flush();
    --turn_depth_;
    // The usual case of few sessions keeps the memory for the next turn.
    asking.clear();
    if (asking_here_.empty()) {
      asking_here_ = std::move(asking);
      return;
    }
  }
}

void io_thread::flush_posted() {
  std::vector<std::shared_ptr<session>> asking;
  {
    const std::lock_guard lock{posted_mutex_};
    asking.swap(asking_elsewhere_);
  }
  for (const auto& each : asking)
    each->on_flush();
}

void io_thread::enter(session& came) {
  sessions_.push_back(came);
  came.kept_by_thread_ = came.shared_from_this();
  session_count_.fetch_add(1, std::memory_order_relaxed);
}

void io_thread::leave(session& gone) {
  sessions_.erase(sessions_.iterator_to(gone));
  gone.kept_by_thread_.reset();
  if (session_count_.fetch_sub(1, std::memory_order_relaxed) > 1) return;
  const std::lock_guard lock{emptied_mutex_};
  emptied_.notify_all();
}

bool io_thread::await_empty(time_point until) {
  std::unique_lock lock{emptied_mutex_};
  return emptied_.wait_until(lock, until, [this] { return session_count() == 0; });
}

void io_thread::drain_sessions() {
  for (auto each = sessions_.begin(); each != sessions_.end();) {
    auto& draining = *each++; // It may leave the list at once.
    draining.on_drain();
  }
}

void io_thread::stop_sessions() {
  while (!sessions_.empty())
    sessions_.front().on_stop();
}

} // namespace switchboard::net
