#pragma once

#include "events/ids.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// What lets one side of a queue's call in: `call_` and 32 random hexadecimal digits, then `.NAME`
/// unless the queue is `default`. It is told to its owner alone and stands in no event. Everybody
/// else knows the side by the id that follows from it, from which nobody can tell the key.
using side_key = identifier<struct side_key_kind>;

side_key make_side_key(const queue_name& queue, std::string_view random_hex);

/// The side that the key lets in; nothing if the text is no key.
std::optional<user_id> side_of_key(std::string_view text);

/// The same text, but a key becomes its side. Events of the time when a side's key was its name
/// thus say the same as those of today.
std::string without_key(std::string text);

} // namespace switchboard
