#pragma once

#include "actors/room/commands.hpp"
#include "actors/room/state.hpp"
#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace switchboard::room {

/// What a command is answered with once its events are durable.
struct reply {
  switchboard::room_id room_id;
  /// The call that the command was about or led to.
  std::optional<switchboard::call_id> call_id;
  /// The message that the command was about or led to.
  std::optional<switchboard::message_id> message_id;
  /// The event to name in the answer: a message's own, otherwise the command's last one, otherwise
  /// (all was already as asked) the room's last one.
  std::uint64_t seq = 0;
  /// The room as it is now, for `look` and `join`: whoever comes in learns from it who is there.
  std::shared_ptr<const room::state> state;
};

/// The mind of a room: a conversation with at most one live call.
///
/// - Decisions first do what is due, as if the tick had come in time: an `accept` that is decided
///   after the ring time is late, whatever the timers did. If the command is then refused, nothing
///   happens at all, and what is due is left to the tick.
/// - Commands from other entities (`note_…`, `suspect_…`, `resume_…`, `drop_…`) that come too late
///   to mean anything are no-ops, because there is nobody to whom a refusal would say something.
/// - A call that is older than the last few is unknown here: from its id alone it cannot be told
///   from a message. History is the projections' to tell.
struct rules {
  using state = room::state;
  using command = room::command;
  using event = room::event;
  using reply = room::reply;

  static decision<event> decide(const state& before, const command& asked, const context& known);

  /// The body of the envelope must be a room's event.
  static void evolve(state& of, const envelope& entry);

  /// What an event asks of other entities: follows from the event alone, so that it can be asked
  /// again after a crash.
  static reactions react(const envelope& entry);

  /// The earliest moment at which `tick` has something to do.
  static std::optional<timestamp> deadline(const state& of);

  /// `events` are those that the command led to, also when it is repeated later and `after` has
  /// moved on since; none when all was already as asked.
  static reply reply_to(const command& asked, const state& after, std::span<const envelope> events);
};

} // namespace switchboard::room
