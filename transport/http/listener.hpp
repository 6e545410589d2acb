#pragma once

#include "transport/http/settings.hpp"
#include "transport/net/io_thread.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <functional>
#include <stdexcept>

namespace switchboard::http {

using tcp = boost::asio::ip::tcp;

/// The server cannot listen as it was told to: one line that says what and where.
class listen_error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// One listening socket. It lives on one I/O thread, and makes each connection on the thread that
/// will have it.
class listener {
public:
  using choose_thread = std::function<net::io_thread&()>;
  using accepted = std::function<void(net::io_thread&, tcp::socket)>;

  /// Throws `listen_error`.
  listener(net::io_thread& home, const listen_address& address, choose_thread choose,
           accepted on_accepted);

  tcp::endpoint address() const { return address_; }

  /// On the home thread.
  void accept();
  void close();

private:
  void listen(const listen_address& address);
  void accept_later();

  choose_thread choose_;
  accepted on_accepted_;
  tcp::acceptor acceptor_;
  boost::asio::steady_timer pause_;
  tcp::endpoint address_;
};

} // namespace switchboard::http
