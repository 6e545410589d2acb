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
  /// As many pieces as one call writes.
  static constexpr std::size_t max_pieces = 64;

  /// `tls` is nothing for a plain connection; it outlives the stream otherwise.
  byte_stream(tcp::socket socket, const tls_context* tls);

  io_result read_some(std::span<char> into);
  io_result write_some(std::span<const boost::asio::const_buffer> from);

  /// For whoever watches the socket.
  int descriptor() const { return socket_.number; }
  /// The peer has ended what it sends: from now on reading goes on until it finds the end, which
  /// the socket will not tell of again.
  void expect_end() { is_end_expected_ = true; }
  bool is_end_expected() const { return is_end_expected_; }

  /// Tells the peer that nothing more will come; what it still sends can be read.
  void shutdown_send();
  bool is_encrypted() const { return tls_ != nullptr; }

private:
  struct open_socket {
    explicit open_socket(int number_) : number{number_} {}
    open_socket(open_socket&& other) noexcept : number{std::exchange(other.number, -1)} {}
    open_socket& operator=(open_socket&&) = delete;
    ~open_socket();

    int number;
  };
  struct free_tls {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };

  io_result read_plain(std::span<char> into);
  io_result write_plain(std::span<const boost::asio::const_buffer> from);
  io_result read_encrypted(std::span<char> into);
  io_result write_encrypted(std::span<const boost::asio::const_buffer> from);
  io_status status_of(int returned) const;

  open_socket socket_;
  bool is_end_expected_ = false;
  std::unique_ptr<SSL, free_tls> tls_;
};

} // namespace switchboard::net
