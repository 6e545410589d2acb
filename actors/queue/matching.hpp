#pragma once

#include "actors/queue/draft.hpp"

#include <optional>

namespace switchboard::queue {

/// Matches the two now.
void match_now(draft& into, const side& customer, const side& agent);

/// Brings together whoever came free in this decision with whoever can serve or be served. Before
/// the decision nobody was left who could, so beside the higher tiers nobody else needs a look.
void serve_freed(draft& into);

/// Brings together everybody who can be: for when time has passed or the settings are others.
void serve_everybody(draft& into);

/// When the next tier opens to a waiting customer whom one of its idle agents can serve.
std::optional<timestamp> next_tier_opening(const state& of);

} // namespace switchboard::queue
