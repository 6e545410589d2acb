#pragma once

#include "transport/http/application.hpp"
#include "transport/http/commons.hpp"
#include "transport/http/listener.hpp"
#include "transport/http/settings.hpp"
#include "transport/net/io_thread.hpp"
#include "transport/net/tls.hpp"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::http {

/// Listens, and gives each connection to one of its I/O threads for life. One acceptor a port, and
/// the threads in turn: connections are spread evenly however few there are, and a port that
/// somebody else has is an error, which it would not be with `SO_REUSEPORT`.
class server {
public:
  /// Adds `/healthz` and `/readyz` to the application's routes. The port is taken from here on, but
  /// nobody is answered before `start`. Throws `listen_error`.
  server(settings with, application serving);
  ~server();
  server(const server&) = delete;
  server& operator=(const server&) = delete;

  void start();

  /// Any thread: why `/readyz` says no; with an empty reason it says yes. "starting" until told,
  /// and "draining" for good once it drains.
  void set_unready(std::string reason);

  /// Stops accepting, lets exchanges end and closes every WebSocket with `going_away`. Returns when
  /// all are gone or the time is up; whether all were gone in time.
  bool drain(std::chrono::milliseconds limit_ms);
  /// Ends what is left, at once. An answer that comes later is let go; nobody may be about to give
  /// one when the server itself goes.
  void stop();

  /// Where it listens; the port is the real one if any was asked for.
  tcp::endpoint address() const { return plain_listener_->address(); }
  tcp::endpoint tls_address() const { return tls_listener_->address(); }
  std::size_t connection_count() const;

private:
  void add_health_routes();
  response readiness();
  std::unique_ptr<listener> listen(const listen_address& address, const net::tls_context* tls);
  net::io_thread& next_thread();
  void close_listeners();
  void welcome(net::io_thread& thread, tcp::socket socket, const net::tls_context* tls);

  commons shared_;
  std::mutex readiness_mutex_;
  std::string unready_reason_ = "starting";
  bool is_draining_ = false;
  std::optional<net::tls_context> tls_;
  std::vector<std::unique_ptr<net::io_thread>> threads_;
  std::size_t turns_ = 0;
  std::unique_ptr<listener> plain_listener_;
  std::unique_ptr<listener> tls_listener_;
};

} // namespace switchboard::http
