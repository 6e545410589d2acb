#pragma once

#include <string>
#include <string_view>

namespace switchboard {

/// A person's words as they may stand in a line among others: what begins a line, moves a
/// terminal's cursor or turns the direction of writing becomes a blank. Anything else stays.
std::string one_line(std::string_view text);

} // namespace switchboard
