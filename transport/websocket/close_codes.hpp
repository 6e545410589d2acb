#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace switchboard::websocket {

/// Every number with which the server closes a connection. The numbers below 4000 are RFC 6455's;
/// of ours, 4000 to 4499 mean "do not come back by yourself" and 4500 to 4999 "come back", so that
/// a client needs no table to do the right thing.
enum class close_code : std::uint16_t {
  normal = 1000,
  going_away = 1001,
  protocol_error = 1002,
  unsupported_data = 1003,
  invalid_text = 1007,
  message_too_big = 1009,
  internal_error = 1011,
  session_ended = 4000,
  replaced = 4001,
  not_admitted = 4002,
  slow_consumer = 4500,
  rate_limited = 4501,
  heartbeat_missed = 4502,
};

/// One row of the table that the documentation shows.
struct close_code_info {
  close_code code;
  std::string_view name;
  bool should_reconnect;
  std::string_view doc;
};

std::span<const close_code_info> close_codes();
const close_code_info& info_of(close_code code);

/// Whether a peer may send this number in a close frame.
bool may_be_sent(std::uint16_t code);

} // namespace switchboard::websocket
