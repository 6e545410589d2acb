#include "transport/net/io_thread.hpp"

#include "threads/guard.hpp"
#include "threads/turns.hpp"

#include <pthread.h>

namespace switchboard::net {

thread_local io_thread* io_thread::current_ = nullptr;

io_thread::io_thread()
    : keep_running_{context_.get_executor()},
      read_buffer_{std::make_unique_for_overwrite<char[]>(read_buffer_bytes)} {}

io_thread::~io_thread() { stop(); }

void io_thread::start() {
  thread_ = std::thread{[this] {
    ::pthread_setname_np(::pthread_self(), "connections");
    threads::take_short_turns();
    current_ = this;
    // Whatever throws is caught nearer to what it was about; this is for what is about nothing.
    while (!threads::guarded("I/O thread", [&] { context_.run(); })) {
    }
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
  if (is_current()) {
    asking_here_.push_back(std::move(asking));
    if (asking_here_.size() == 1) post([this] { flush_own(); });
    return;
  }
  bool is_first = false;
  {
    const std::lock_guard lock{elsewhere_mutex_};
    is_first = asking_elsewhere_.empty();
    asking_elsewhere_.push_back(std::move(asking));
  }
  if (is_first) post([this] { flush_others(); });
}

void io_thread::flush_own() {
  // A flush may end a session, and its end may queue frames for others: those ask again.
  flushing_.swap(asking_here_);
  flush();
}

void io_thread::flush_others() {
  {
    const std::lock_guard lock{elsewhere_mutex_};
    flushing_.swap(asking_elsewhere_);
  }
  flush();
}

void io_thread::flush() {
  for (const auto& each : flushing_)
    each->guarded([&] { each->on_flush(); });
  flushing_.clear();
}

void io_thread::enter(session& came, int socket) {
  sockets_.watch(socket, came);
  sessions_.push_back(came);
  came.kept_by_thread_ = came.shared_from_this();
  session_count_.fetch_add(1, std::memory_order_relaxed);
}

void io_thread::leave(session& gone) {
  sessions_.erase(sessions_.iterator_to(gone));
  sockets_.forget(gone);
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
    draining.guarded([&] { draining.on_drain(); });
  }
}

void io_thread::stop_sessions() {
  while (!sessions_.empty()) {
    auto& last = sessions_.front();
    const auto alive = last.shared_from_this();
    if (!threads::guarded("end of a connection", [&] { last.on_stop(); }) && last.is_linked())
      leave(last);
  }
}

} // namespace switchboard::net
