#pragma once

#include "actors/queue/state.hpp"
#include "actors/room/state.hpp"
#include "actors/user/state.hpp"
#include "events/log/event_log.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace switchboard::tools {

/// The state of an entity of any kind, folded from its events by the rules themselves.
using any_state = std::variant<user::state, room::state, queue::state>;

/// As it is before anything has happened.
any_state untouched(const stream_id& stream);

/// One more event has happened.
void evolve(any_state& state, const envelope& happened);

/// The last event that is in it.
std::uint64_t last_seq_of(const any_state& state);

std::string to_json_text(const any_state& state);

/// Two states with the same hash are the same: taken over the JSON.
std::uint64_t hash_of(const any_state& state);

/// As hash_of, in hexadecimal.
std::string hash_text(std::uint64_t hash);

} // namespace switchboard::tools
