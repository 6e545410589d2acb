#pragma once

#include "events/log/event_log.hpp"
#include "transport/gateway/gateway_ports.hpp"
#include "transport/http/router.hpp"

#include <memory>

namespace switchboard {

class gateway_core;

/// The WebSocket side of the server: who may open a socket, what clients may say on it, and what
/// they are told. Any thread may call.
class gateway {
public:
  gateway(event_log& log, gateway_ports ports, gateway_options options);
  ~gateway();
  gateway(const gateway&) = delete;
  gateway& operator=(const gateway&) = delete;

  /// `/ws` and `/ws/call/{id}`. The gateway outlives the server that uses the table.
  void add_routes(http::router& table);

  /// Begins to follow the log; before the first socket opens.
  void start();
  /// Tells nobody anything any more. Sockets are the server's to close.
  void stop();

  /// A sign-in is over: its sockets close.
  void end_session(const session_id& ended);

  /// Closes the sockets of outside issuers' tokens that are over by now.
  void end_tokens(timestamp now);

  std::size_t connection_count() const;

private:
  std::shared_ptr<gateway_core> core_;
};

} // namespace switchboard
