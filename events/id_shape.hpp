#pragma once

#include "events/side_key.hpp"

#include <string>
#include <string_view>
#include <type_traits>

namespace switchboard {

/// How the ids of one kind are called, and the regular expression that all of them match.
struct id_shape {
  std::string_view word;
  std::string pattern;
};

id_shape shape_of(std::type_identity<user_id>);
id_shape shape_of(std::type_identity<room_id>);
id_shape shape_of(std::type_identity<call_id>);
id_shape shape_of(std::type_identity<message_id>);
id_shape shape_of(std::type_identity<queue_name>);
id_shape shape_of(std::type_identity<connection_id>);
id_shape shape_of(std::type_identity<session_id>);
id_shape shape_of(std::type_identity<offer_id>);
id_shape shape_of(std::type_identity<report_id>);
id_shape shape_of(std::type_identity<side_key>);

/// The pattern of a stream's name, such as `room/direct~alice~bob`.
std::string stream_pattern();
/// The pattern of an event's id.
std::string event_id_pattern();

} // namespace switchboard
