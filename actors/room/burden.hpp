#pragma once

#include "actors/room/refusals.hpp"

#include <cstdint>

namespace switchboard::room {

// How much one person may burden the others of a room with. It is counted where it is decided, so
// it holds for whatever door it came by, and before anything waits for anybody.

/// Whether the other one of a pair has never written to this person nor taken a call of theirs.
bool is_stranger(const state& of, const user_id& user);

/// What a message costs others; nothing attached costs nothing.
std::size_t written_bytes(const std::string& content, const json_text& extra_data);

refusal unless_written_too_much(draft& so_far, const user_id& sender, std::size_t bytes);
refusal unless_called_too_often(draft& so_far, const user_id& caller);

void note_writing(state& of, const user_id& sender, std::size_t bytes, timestamp at);
void note_ring(state& of, timestamp at);

} // namespace switchboard::room
