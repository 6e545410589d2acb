#include "transport/net/byte_stream.hpp"

#include <openssl/err.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

namespace switchboard::net {

namespace {

/// The payload of a full TLS record: more in one go would not be sent in one record anyway.
constexpr std::size_t record_bytes = 16 * 1024;

/// Asio would watch the socket beside whoever watches it for the stream, so it lets go of it.
int take_from_asio(tcp::socket& socket) {
  boost::system::error_code ignored; // A socket that died meanwhile shows it at the first read.
  socket.non_blocking(true, ignored);
  socket.set_option(tcp::no_delay{true}, ignored);
  return socket.release(ignored);
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK; }

} // namespace

byte_stream::open_socket::~open_socket() {
  if (number >= 0) ::close(number);
}

byte_stream::byte_stream(tcp::socket socket, const tls_context* tls)
    : socket_{take_from_asio(socket)} {
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls->get()));
  if (!tls_ || SSL_set_fd(tls_.get(), socket_.number) != 1) throw std::bad_alloc{};
  SSL_set_accept_state(tls_.get());
}

io_result byte_stream::read_some(std::span<char> into) {
  return tls_ ? read_encrypted(into) : read_plain(into);
}

io_result byte_stream::write_some(std::span<const boost::asio::const_buffer> from) {
  return tls_ ? write_encrypted(from) : write_plain(from);
}

io_result byte_stream::read_plain(std::span<char> into) {
  const auto result = ::recv(socket_.number, into.data(), into.size(), 0);
  if (result < 0) return {0, would_block() ? io_status::wants_read : io_status::closed};
  if (result == 0) return {0, io_status::closed};
  const auto bytes = static_cast<std::size_t>(result);
  // A read that did not fill the buffer emptied the socket: asking again would be for nothing.
  const bool is_emptied = bytes < into.size() && !is_end_expected_;
  return {bytes, is_emptied ? io_status::wants_read : io_status::ready};
}

io_result byte_stream::write_plain(std::span<const boost::asio::const_buffer> from) {
  std::array<iovec, max_pieces> pieces;
  const auto count = std::min(from.size(), pieces.size());
  for (std::size_t i = 0; i < count; ++i)
    pieces[i] = {const_cast<void*>(from[i].data()), from[i].size()};
  msghdr message{};
  message.msg_iov = pieces.data();
  message.msg_iovlen = count;
  // One piece, as most writes are, is not worth the kernel's look at a list.
  const auto result = count == 1
                          ? ::send(socket_.number, from[0].data(), from[0].size(), MSG_NOSIGNAL)
                          : ::sendmsg(socket_.number, &message, MSG_NOSIGNAL);
  if (result >= 0) return {static_cast<std::size_t>(result), io_status::ready};
  return {0, would_block() ? io_status::wants_write : io_status::closed};
}

io_result byte_stream::read_encrypted(std::span<char> into) {
  ERR_clear_error();
  std::size_t bytes = 0;
  const int returned = SSL_read_ex(tls_.get(), into.data(), into.size(), &bytes);
  return {bytes, status_of(returned)};
}

io_result byte_stream::write_encrypted(std::span<const boost::asio::const_buffer> from) {
  static thread_local std::array<char, record_bytes> record;
  std::size_t gathered = 0;
  for (const auto& each : from) {
    const auto taken = std::min(each.size(), record.size() - gathered);
    std::memcpy(record.data() + gathered, each.data(), taken);
    gathered += taken;
  }
  ERR_clear_error();
  std::size_t bytes = 0;
  const int returned = SSL_write_ex(tls_.get(), record.data(), gathered, &bytes);
  return {bytes, status_of(returned)};
}

io_status byte_stream::status_of(int returned) const {
  if (returned == 1) return io_status::ready;
  switch (SSL_get_error(tls_.get(), returned)) {
  case SSL_ERROR_WANT_READ:
    return io_status::wants_read;
  case SSL_ERROR_WANT_WRITE:
    return io_status::wants_write;
  default:
    return io_status::closed;
  }
}

void byte_stream::shutdown_send() {
  if (tls_ && SSL_is_init_finished(tls_.get())) SSL_shutdown(tls_.get());
  ::shutdown(socket_.number, SHUT_WR); // The peer may have been faster.
}

} // namespace switchboard::net
