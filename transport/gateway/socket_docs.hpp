#pragma once

#include <string>

/// What the frames and close codes are, for people and programs; made from their tables.
namespace switchboard {

/// The AsyncAPI 3.0 document of the WebSocket.
std::string asyncapi_json();

/// The tables of frames and close codes, in Markdown.
std::string socket_tables();

} // namespace switchboard
