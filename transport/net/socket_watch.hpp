#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <sys/epoll.h>

#include <array>
#include <cstddef>

namespace switchboard::net {

class session;

/// What is new of a socket.
struct readiness {
  bool to_read = false;
  bool to_write = false;
  /// The peer sends nothing more, or the socket broke.
  bool has_ended = false;
};

/// Watches all sockets of one I/O thread behind a single descriptor, on which the thread waits.
///
/// Each socket is registered once, for as long as it is open, and reported when something is new;
/// to wait for it through Asio is a system call each time. Closing a socket ends the watch.
class socket_watch {
public:
  explicit socket_watch(boost::asio::io_context& context);

  /// From now on the owner is told of this socket, and nobody else. If the kernel cannot watch any
  /// more of them the socket is ended, which the owner finds out when it reads.
  void watch(int socket, session& owner);
  /// This one is gone, and is told nothing more.
  void forget(const session& gone);

private:
  /// So many sockets are reported before the thread does what else it has to do.
  static constexpr std::size_t most_at_once = 128;

  void wait();
  void tell();

  boost::asio::posix::stream_descriptor news_;
  std::array<epoll_event, most_at_once> told_;
  std::size_t next_ = 0;
  std::size_t count_ = 0;
};

} // namespace switchboard::net
