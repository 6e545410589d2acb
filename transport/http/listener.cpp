#include "transport/http/listener.hpp"

#include "threads/guard.hpp"

#include <chrono>
#include <string>

namespace switchboard::http {

listener::listener(net::io_thread& home, const listen_address& address, choose_thread choose,
                   accepted on_accepted)
    : choose_{std::move(choose)},
      on_accepted_{std::move(on_accepted)},
      acceptor_{home.context()},
      pause_{home.context()} {
  listen(address);
}

void listener::listen(const listen_address& address) {
  const auto where = address.host + ":" + std::to_string(address.port);
  boost::system::error_code failure;
  const auto host = boost::asio::ip::make_address(
      address.host == "localhost" ? "127.0.0.1" : address.host, failure);
  if (failure) throw listen_error{"cannot listen on " + where + ": not an IP address"};
  const tcp::endpoint endpoint{host, address.port};
  try {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(tcp::acceptor::reuse_address{true});
    acceptor_.bind(endpoint);
    acceptor_.listen();
    address_ = acceptor_.local_endpoint();
  } catch (const boost::system::system_error& refused) {
    throw listen_error{"cannot listen on " + where + ": " + refused.code().message()};
  }
}

void listener::accept() {
  auto& thread = choose_();
  acceptor_.async_accept(thread.context(), [this, &thread](const boost::system::error_code& failure,
                                                           tcp::socket socket) {
    if (!acceptor_.is_open()) return;
    if (failure) return accept_later();
    threads::guarded("listener", [&] { on_accepted_(thread, std::move(socket)); });
    accept();
  });
}

/// Out of file descriptors, most likely: trying again at once would only burn the processor.
void listener::accept_later() {
  constexpr std::chrono::milliseconds pause_ms{50};
  pause_.expires_after(pause_ms);
  pause_.async_wait([this](const boost::system::error_code& cancelled) {
    if (!cancelled && acceptor_.is_open()) accept();
  });
}

void listener::close() {
  boost::system::error_code ignored; // There is nothing to be done about it.
  acceptor_.close(ignored);
  pause_.cancel();
}

} // namespace switchboard::http
