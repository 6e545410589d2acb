#pragma once

#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"

#include <cstdint>
#include <string_view>

namespace switchboard {

/// What a command asks for, and of whom, as a hash; never 0. Two commands of a client mean the same
/// if it is the same, whichever door they came through: so the device that a command came from does
/// not count, nor does what the server adds to it. The log keeps it, so it is the same in every
/// build: a field that a command gets later belongs at its end, and is left out while it is empty.
std::uint64_t fingerprint_of(const stream_id& to, const command& what);

/// The same in words, for a command that depends on more than what its client said.
std::uint64_t fingerprint_of(const stream_id& to, std::string_view said);

/// What whoever uses an id for something else is told.
rejection used_otherwise();

} // namespace switchboard
