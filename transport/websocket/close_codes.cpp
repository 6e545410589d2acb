#include "transport/websocket/close_codes.hpp"

#include <algorithm>
#include <array>

namespace switchboard::websocket {

namespace {

constexpr auto table = std::to_array<close_code_info>({
    {close_code::normal, "normal", false, "Either side is done."},
    {close_code::going_away, "going_away", true,
     "The server shuts down or restarts; come back after a short, random wait."},
    {close_code::protocol_error, "protocol_error", false,
     "The client broke the WebSocket protocol."},
    {close_code::unsupported_data, "unsupported_data", false,
     "The client sent a binary message; only text is understood."},
    {close_code::invalid_text, "invalid_text", false,
     "The client sent a text message that is not UTF-8."},
    {close_code::message_too_big, "message_too_big", false,
     "The client sent a message over the size limit."},
    {close_code::internal_error, "internal_error", true,
     "The server failed at something that is not the client's fault."},
    {close_code::session_ended, "session_ended", false,
     "The sign-in behind this connection was ended or has expired; sign in again."},
    {close_code::replaced, "replaced", false,
     "A newer connection of the same device has taken this one's place."},
    {close_code::not_admitted, "not_admitted", false,
     "The connection was refused after its opening; the `error` frame before says why."},
    {close_code::slow_consumer, "slow_consumer", true,
     "The client read too slowly and its queue was full; come back and resume."},
    {close_code::rate_limited, "rate_limited", true,
     "The client went on sending too fast after it had been warned; come back slower."},
    {close_code::heartbeat_missed, "heartbeat_missed", true,
     "The client was silent and did not answer a ping in time; come back and resume."},
});

} // namespace

std::span<const close_code_info> close_codes() { return table; }

const close_code_info& info_of(close_code code) {
  return *std::ranges::find(table, code, &close_code_info::code);
}

bool may_be_sent(std::uint16_t code) {
  if (code >= 3000 && code <= 4999) return true;
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014);
}

} // namespace switchboard::websocket
