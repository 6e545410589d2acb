#pragma once

#include "transport/net/address.hpp"
#include "transport/websocket/settings.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace switchboard::http {

struct listen_address {
  std::string host = "127.0.0.1";
  /// 0 takes any that is free.
  std::uint16_t port = 8000;
};

struct tls_settings {
  listen_address address;
  std::string certificate_file;
  std::string key_file;
};

struct request_limits {
  std::size_t max_target_bytes = 8 * 1024;
  std::size_t max_head_bytes = 32 * 1024;
  std::size_t max_header_fields = 100;
  std::size_t max_body_bytes = 1024 * 1024;
  /// Of a body that nobody has shown a right to send: it is taken before its route is known to want
  /// it.
  std::size_t max_anonymous_body_bytes = 16 * 1024;
  /// Of all bodies that are larger than that and not yet answered, and of those of one address.
  std::size_t max_waiting_body_bytes = 64 * 1024 * 1024;
  std::size_t max_waiting_body_bytes_per_address = 16 * 1024 * 1024;
};

/// How long each part of an exchange may take before the server gives up on the client.
struct request_deadlines {
  std::chrono::milliseconds head_timeout_ms{10'000};
  std::chrono::milliseconds body_timeout_ms{30'000};
  /// Ours, not the client's: a handler that has not answered by then is answered for.
  std::chrono::milliseconds answer_timeout_ms{30'000};
  /// Without any progress.
  std::chrono::milliseconds write_timeout_ms{20'000};
  std::chrono::milliseconds idle_timeout_ms{75'000};
  /// So long is input thrown away behind a last answer, so that the answer arrives.
  std::chrono::milliseconds linger_timeout_ms{2'000};
};

struct settings {
  std::optional<listen_address> listen = listen_address{};
  std::optional<tls_settings> listen_tls;
  unsigned io_threads = 2;
  /// Sockets over it are closed at once.
  std::size_t max_connections = 100'000;
  std::size_t max_connections_per_address = 1'000;
  /// Whose word on where a request comes from is taken.
  net::address_list trusted_proxies;

  request_limits limits;
  request_deadlines deadlines;
  websocket::settings websockets;

  /// Web origins beside the server's own whose pages may call it; `*` for any.
  std::vector<std::string> allowed_origins;
  /// The one WebSocket subprotocol that is spoken.
  std::string subprotocol = "switchboard.v1";
};

} // namespace switchboard::http
