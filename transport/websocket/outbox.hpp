#pragma once

#include "transport/websocket/frame.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace switchboard::websocket {

/// How much may wait for one connection before it counts as too slow.
struct outbox_limits {
  std::size_t max_frames = 1024;
  std::size_t max_bytes = 1024 * 1024;
};

/// With what the server ends a connection.
struct close_request {
  close_code code = close_code::normal;
  std::string reason;
};

/// Where any thread leaves frames for a connection, and its own thread fetches them. Bounded: the
/// frame too many turns into a request to close, and what waited is let go.
class outbox {
public:
  explicit outbox(const outbox_limits& limits) : limits_{&limits} {}

  /// Any thread; each returns whether the connection's thread has to be told, which is so once
  /// between two fetches.
  bool push(frame sent);
  bool ask_to_close(close_request asked);
  /// Calls once when nothing waits any more, or is let in any more.
  void when_drained(std::function<void()> then);

  /// The connection's thread: the frames since the last time, in order; then the request to close,
  /// behind which there are no more frames.
  std::unique_ptr<close_request> fetch(net::write_queue& into);
  /// So much of what was fetched has been written or dropped.
  void release(std::size_t frames, std::size_t bytes);
  /// From now on everything sent is let go.
  void shut();

private:
  bool shut_with(close_request asked);
  std::function<void()> take_waiter();

  const outbox_limits* limits_;
  std::mutex mutex_;
  std::vector<net::shared_bytes> waiting_;
  std::size_t frames_ = 0;
  std::size_t bytes_ = 0;
  bool is_told_ = false;
  bool is_shut_ = false;
  std::unique_ptr<close_request> close_;
  std::function<void()> waiter_;
};

} // namespace switchboard::websocket
