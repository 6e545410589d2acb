#pragma once

#include "transport/net/tls.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>

namespace switchboard::net {

using tcp = boost::asio::ip::tcp;

/// What the next call of the same kind needs to get any further.
enum class io_status : std::uint8_t { ready, wants_read, wants_write, closed };

struct io_result {
  std::size_t bytes = 0;
  io_status status = io_status::ready;
};

/// A connected socket, plain or under TLS, that never blocks: wait until it is ready, then read or
/// write what goes. A connection that waits holds no buffer for it, and one class serves both
/// kinds without a template. The TLS handshake happens inside the first reads.
class byte_stream {
public:
  /// `tls` is nothing for a plain connection; it outlives the stream otherwise.
  byte_stream(tcp::socket socket, const tls_context* tls);

  io_result read_some(std::span<char> into);
  io_result write_some(std::span<const boost::asio::const_buffer> from);

  template <class Handler>
  void wait_readable(Handler&& handler) {
    socket_.async_wait(tcp::socket::wait_read, std::forward<Handler>(handler));
  }
  template <class Handler>
  void wait_writable(Handler&& handler) {
    socket_.async_wait(tcp::socket::wait_write, std::forward<Handler>(handler));
  }

  /// Tells the peer that nothing more will come; what it still sends can be read.
  void shutdown_send();
  bool is_encrypted() const { return tls_ != nullptr; }

private:
  struct free_tls {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };

  io_result read_encrypted(std::span<char> into);
  io_result write_encrypted(std::span<const boost::asio::const_buffer> from);
  io_status status_of(int returned) const;

  tcp::socket socket_;
  std::unique_ptr<SSL, free_tls> tls_;
};

} // namespace switchboard::net
