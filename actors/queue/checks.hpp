#pragma once

#include "actors/queue/commands.hpp"
#include "actors/rules/decision.hpp"

#include <optional>

namespace switchboard::queue {

/// Why the command says something that no queue takes, whatever its state; nothing if it is in
/// order.
std::optional<rejection> check(const start_customer& asked);
std::optional<rejection> check(const start_agent& asked);
std::optional<rejection> check(const settings& wanted);

} // namespace switchboard::queue
