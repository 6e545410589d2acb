#pragma once

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace switchboard::testing {

using tcp_socket = boost::asio::ip::tcp::socket;
using tls_socket = boost::beast::ssl_stream<tcp_socket>;

/// Beast's own WebSocket client: the independent opinion on what the server sends. Every wait has
/// a deadline.
template <class Stream>
class socket_client {
public:
  template <class... More>
  explicit socket_client(std::uint16_t port, More&... more) : socket_{context_, more...} {
    boost::beast::get_lowest_layer(socket_).connect(
        {boost::asio::ip::address_v4::loopback(), port});
    if constexpr (requires {
                    socket_.next_layer().handshake(boost::asio::ssl::stream_base::client);
                  })
      socket_.next_layer().handshake(boost::asio::ssl::stream_base::client);
  }

  /// Opens the WebSocket; the status of the answer, 101 when it is open.
  unsigned open(std::string_view target = "/ws", std::string_view header = {},
                std::string_view value = {}) {
    socket_.set_option(boost::beast::websocket::stream_base::decorator(
        [=](boost::beast::websocket::request_type& request) {
          if (!header.empty()) request.set(std::string{header}, std::string{value});
        }));
    socket_.control_callback([this](boost::beast::websocket::frame_type kind, auto) {
      if (kind != boost::beast::websocket::frame_type::ping) return;
      ++pings_;
      if (on_ping) on_ping();
    });
    await([&](auto done) {
      socket_.async_handshake(answer_, "localhost", std::string{target}, std::move(done));
    });
    return answer_.result_int();
  }

  void send(std::string_view text, bool is_binary = false) {
    socket_.binary(is_binary);
    await([&](auto done) { socket_.async_write(boost::asio::buffer(text), std::move(done)); });
  }

  /// The next message; nothing if there is none any more.
  std::optional<std::string> read() {
    boost::beast::flat_buffer buffer;
    if (await([&](auto done) { socket_.async_read(buffer, std::move(done)); })) return std::nullopt;
    return boost::beast::buffers_to_string(buffer.data());
  }

  /// Reads until the server has closed; the number it gave, 0 if it said nothing.
  std::uint16_t read_close() {
    while (read()) {
    }
    return socket_.reason().code;
  }

  void ping() {
    await([&](auto done) { socket_.async_ping({}, std::move(done)); });
  }
  void close() {
    await([&](auto done) {
      const boost::beast::websocket::close_reason farewell{boost::beast::websocket::normal, "bye"};
      socket_.async_close(farewell, std::move(done));
    });
  }
  void drop() { boost::beast::get_lowest_layer(socket_).close(); }

  std::function<void()> on_ping;
  unsigned pings() const { return pings_; }
  std::string header(std::string_view name) const {
    return std::string{answer_[std::string{name}]};
  }
  std::string reason() const { return socket_.reason().reason.c_str(); }
  boost::beast::websocket::stream<Stream>& raw() { return socket_; }

private:
  template <class Start>
  boost::system::error_code await(Start&& start) {
    std::optional<boost::system::error_code> result;
    start([&](boost::system::error_code failure, auto...) { result = failure; });
    context_.restart();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{5};
    while (!result && context_.run_one_until(until) > 0) {
    }
    if (!result) drop(); // Ends the operation before what it refers to goes.
    while (!result && context_.run_one() > 0) {
    }
    REQUIRE_MESSAGE(std::chrono::steady_clock::now() < until, "nothing came in time");
    return *result;
  }

  boost::asio::io_context context_;
  boost::beast::websocket::stream<Stream> socket_;
  boost::beast::websocket::response_type answer_;
  unsigned pings_ = 0;
};

using plain_client = socket_client<tcp_socket>;

} // namespace switchboard::testing
