#pragma once

#include "actors/queue/rules.hpp"
#include "actors/room/rules.hpp"
#include "actors/rules/decision.hpp"
#include "actors/rules/reaction.hpp"
#include "actors/user/rules.hpp"
#include "threads/guard.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <variant>

namespace switchboard {

using reply = std::variant<user::reply, room::reply, queue::reply>;

/// What becomes of a command: its reply once its events are durable, or why nothing happened.
using outcome = std::variant<reply, rejection>;

/// Takes the outcome, on a thread of the actor system; must be quick.
using answer_sink = std::function<void(const outcome&)>;

/// A command on its way to an entity.
struct request {
  stream_id to;
  command body;
  /// The same id from the same actor gives the same answer and changes nothing a second time. Empty
  /// for what need not be remembered: questions and the clock.
  std::string command_id;
  std::string causation_id;
  std::string correlation_id;
  /// Who asks: `user/ID`, `room/ID`, `queue/NAME`, `node/NAME`.
  std::string actor;
  /// Called exactly once. May be empty.
  answer_sink answer;
  /// Of a command whose id its client chose: see `fingerprint_of`. 0 for all others.
  std::uint64_t fingerprint = 0;
};

/// What the sink throws is not the entity's failure.
inline void give(const request& asked, const outcome& answer) {
  if (asked.answer) threads::guarded("answer", [&] { asked.answer(answer); });
}

} // namespace switchboard
