#pragma once

#include "actors/queue/draft.hpp"

/// What more than one command, or a command and the clock, lead to.
namespace switchboard::queue {

/// One socket of the side is gone. The side is suspected when it was the last one.
void drop_connection(draft& into, const side& who, const connection_id& dropped);

/// Ends the offer that the side is part of, unless it goes on with other agents: then whatever
/// takes this agent away takes them out of it. Nobody is blamed.
void withdraw_offer(draft& into, const side& who);

/// The side goes, whatever it was doing; the reason is its own doing or that of its connection.
void take_off(draft& into, const side& who, side_leave_reason reason);

/// A matched side ends the call with its partner. The agent goes on to the wrap-up or a break.
void hang_up(draft& into, const side& who);

/// Ready as they were when they started.
void make_ready(draft& into, const side& agent);

} // namespace switchboard::queue
