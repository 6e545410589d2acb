#pragma once

#include "transport/http/response.hpp"

#include <string>
#include <string_view>

namespace switchboard::http {

/// What an answer's head says beside what the handler said.
struct response_frame {
  bool keep_alive = true;
  bool is_encrypted = false;
  std::string_view request_id;
  /// The CORS headers of this request, if any.
  const header_list& more;
};

/// Everything up to and with the empty line.
std::string response_head(const response& told, const response_frame& around);

/// The answer that turns the connection into a WebSocket.
std::string upgrade_head(std::string_view accept, std::string_view subprotocol,
                         std::string_view request_id);

/// The time as a `Date` header has it: `Sun, 06 Nov 1994 08:49:37 GMT`.
std::string http_date(std::int64_t unix_time_s);

} // namespace switchboard::http
