#include "transport/net/byte_stream.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <new>

namespace switchboard::net {

namespace {

/// The payload of a full TLS record: more in one go would not be sent in one record anyway.
constexpr std::size_t record_bytes = 16 * 1024;

} // namespace

byte_stream::byte_stream(tcp::socket socket, const tls_context* tls) : socket_{std::move(socket)} {
  boost::system::error_code ignored; // A socket that died meanwhile shows it at the first read.
  socket_.non_blocking(true, ignored);
  socket_.set_option(tcp::no_delay{true}, ignored);
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls->get()));
  if (!tls_ || SSL_set_fd(tls_.get(), socket_.native_handle()) != 1) throw std::bad_alloc{};
  SSL_set_accept_state(tls_.get());
}

io_result byte_stream::read_some(std::span<char> into) {
  if (tls_) return read_encrypted(into);
  boost::system::error_code failure;
  const auto bytes = socket_.read_some(boost::asio::buffer(into.data(), into.size()), failure);
  if (failure == boost::asio::error::would_block) return {0, io_status::wants_read};
  if (failure) return {0, io_status::closed};
  // A read that did not fill the buffer emptied the socket: asking again would be for nothing.
  return {bytes, bytes < into.size() ? io_status::wants_read : io_status::ready};
}

io_result byte_stream::write_some(std::span<const boost::asio::const_buffer> from) {
  if (tls_) return write_encrypted(from);
  boost::system::error_code failure;
  const auto bytes = socket_.write_some(from, failure);
  if (failure == boost::asio::error::would_block) return {0, io_status::wants_write};
  if (failure) return {0, io_status::closed};
  return {bytes, io_status::ready};
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
  boost::system::error_code ignored; // The peer may have been faster.
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

} // namespace switchboard::net
