#pragma once

#include "actors/queue/commands.hpp"
#include "actors/queue/state.hpp"
#include "actors/queue/view.hpp"
#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace switchboard::queue {

/// What a command is answered with.
struct reply {
  user_id call_id;
  /// The last event that the command led to, also when the command is a repeated one; the last
  /// event of all when it led to none.
  std::uint64_t seq = 0;
  /// How things stand with the side; a repeated start is told what the first one was. Of a side
  /// that is long gone, only that it is gone.
  side_view view;
};

/// The mind of a queue, in pure functions; the entity around them does all that is not.
///
/// After every decision, no available customer and available agent are left who could serve each
/// other: whoever comes free is brought together in the decision that makes them free. README.md
/// says what the rules do in each case.
struct rules {
  using state = queue::state;
  using command = queue::command;
  using event = queue::event;
  using reply = queue::reply;

  /// What `command` leads to. Throws nothing; being refused is a value.
  static decision<event> decide(const state&, const command&, const context&);
  /// The event has happened: it is not questioned, and applying it cannot fail.
  static void evolve(state&, const envelope&);
  /// What the event asks of others. From the event alone, so that doing it again after a crash asks
  /// for the same.
  static reactions react(const envelope&);
  /// When the next `tick` has something to do.
  static std::optional<timestamp> deadline(const state&);
  /// Whether a socket of some side is open: the queue wants to hear of a node's restart.
  static bool has_connections(const state&);
  /// `events` are those that the command led to, now or when it first came.
  static reply reply_to(const command&, const state& after, std::span<const envelope> events);
};

} // namespace switchboard::queue
