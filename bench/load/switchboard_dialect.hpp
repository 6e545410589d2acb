#pragma once

#include "bench/load/dialect.hpp"
#include "bench/load/token_mint.hpp"

namespace switchboard::load {

/// How people of switchboard say something to others in a room: a signal in a call, which is passed
/// on from memory, or a message, which is acknowledged and delivered when it is on the disk.
enum class saying : std::uint8_t { signals, messages };

std::unique_ptr<dialect> switchboard_dialect(const token_mint& tokens, saying how);

} // namespace switchboard::load
