#pragma once

#include "transport/net/deadlines.hpp"
#include "transport/net/session.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace switchboard::net {

/// A thread with connections of its own. What its connections share is here: the buffer they read
/// into, their deadlines, and the list of those that have something to write.
class io_thread {
public:
  io_thread();
  ~io_thread();
  io_thread(const io_thread&) = delete;
  io_thread& operator=(const io_thread&) = delete;

  void start();
  /// Ends every session and waits for the thread.
  void stop();

  boost::asio::io_context& context() { return context_; }
  net::deadlines& deadlines() { return deadlines_; }
  bool is_current() const { return current_ == this; }

  /// Good until the handler that asked for it returns.
  std::span<char> read_buffer() { return {read_buffer_.get(), read_buffer_bytes}; }

  /// Any thread: runs something as soon as possible.
  template <class Work>
  void post(Work&& work) {
    boost::asio::post(context_, std::forward<Work>(work));
  }

  /// Any thread: `on_flush` is called soon: behind all that the thread has to do already, so that
  /// what it queues for a connection meanwhile leaves in one write. With nothing to do that is at
  /// once. However many sessions ask, the thread wakes up once.
  void flush_soon(std::shared_ptr<session> asking);

  /// On this thread: between these two it keeps the session and tells it what its socket is ready
  /// for. Whoever lets one leave holds it.
  void enter(session& came, int socket);
  void leave(session& gone);
  void drain_sessions();

  /// Any thread.
  std::size_t session_count() const { return session_count_.load(std::memory_order_relaxed); }
  /// Another thread: whether the last session has left by then.
  bool await_empty(time_point until);

private:
  static constexpr std::size_t read_buffer_bytes = 64 * 1024;

  void flush_own();
  void flush_others();
  void flush();
  void stop_sessions();

  static thread_local io_thread* current_;

  boost::asio::io_context context_{1};
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_running_;
  net::deadlines deadlines_{context_};
  socket_watch sockets_{context_};
  std::unique_ptr<char[]> read_buffer_;
  boost::intrusive::list<session> sessions_;
  std::atomic<std::size_t> session_count_ = 0;

  std::mutex emptied_mutex_;
  std::condition_variable emptied_;

  /// The sessions that were asked to be flushed on this thread, and elsewhere.
  std::vector<std::shared_ptr<session>> asking_here_;
  std::vector<std::shared_ptr<session>> flushing_;
  std::mutex elsewhere_mutex_;
  std::vector<std::shared_ptr<session>> asking_elsewhere_;

  std::thread thread_;
};

} // namespace switchboard::net
