#pragma once

#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"
#include "actors/user/commands.hpp"
#include "actors/user/state.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

namespace switchboard::user {

/// What a command is answered with.
struct reply {
  user_id id;
  /// The last event that the command led to, also when the command is a repeated one; the last
  /// event of all when it led to none.
  std::uint64_t seq = 0;
  /// For `look`, `connect_device` and `resume_device`: the user as they are now. Its `seq` is where
  /// the device begins to follow.
  std::shared_ptr<const user::state> state;
};

/// The mind of a user, in pure functions; the entity around them does all that is not.
struct rules {
  using state = user::state;
  using command = user::command;
  using event = user::event;
  using reply = user::reply;

  /// What `command` leads to. Throws nothing; being refused is a value.
  static decision<event> decide(const state&, const command&, const context&);
  /// The event has happened: it is not questioned, and applying it cannot fail.
  static void evolve(state&, const envelope&);
  /// What the event asks of others. From the event alone, so that doing it again after a crash asks
  /// for the same.
  static reactions react(const envelope&);
  /// When the next `tick` has something to do.
  static std::optional<timestamp> deadline(const state&);
  /// Whether it counts on sockets of some server, and must be told when that server starts anew.
  static bool has_connections(const state&);
  /// `events` are those that the command led to, now or when it first came.
  static reply reply_to(const command&, const state& after, std::span<const envelope> events);
};

} // namespace switchboard::user
