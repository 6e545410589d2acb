#pragma once

#include <string>
#include <string_view>

namespace switchboard::websocket {

/// Whether this is what a client may send as `Sec-WebSocket-Key`: 16 bytes in base64.
bool is_handshake_key(std::string_view key);

/// The `Sec-WebSocket-Accept` that proves to the client that its key was read.
std::string accept_value(std::string_view key);

} // namespace switchboard::websocket
