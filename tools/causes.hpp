#pragma once

#include "events/log/event_log.hpp"

#include <optional>
#include <string>
#include <vector>

/// What led to an event, and what it led to: found by the ids in the records, not by looking
/// through the log.
namespace switchboard::tools {

/// The event that made somebody send the command that this event comes from; nothing if a client or
/// the clock sent it.
std::optional<recorded> cause_of(const event_log& log, const envelope& entry);

/// The event itself, its cause, the cause of that, and so on to the first.
std::vector<recorded> chain_to(const event_log& log, const recorded& event);

/// The events in other streams that this one led to.
std::vector<recorded> consequences_of(const event_log& log, const envelope& entry);

/// Where a chain began, in words: `a command of user/alice (c-17)` or `the clock of node/n1`.
std::string origin_words(const envelope& first);

} // namespace switchboard::tools
