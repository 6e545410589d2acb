#pragma once

#include "actors/open_request.hpp"
#include "events/log/event_log.hpp"

#include <caf/allowed_unsafe_message_type.hpp>
#include <caf/typed_actor.hpp>

#include <cstdint>
#include <memory>
#include <variant>
#include <vector>

// Every actor and every message that one may be sent. Messages stay within the process: they hold
// plain values and shared pointers, and CAF never writes them to bytes.

namespace switchboard {

// --- Entities: one actor for each user, room and queue that is awake -----------------------------

/// A command. It is answered through its own sink, always and once.
struct deliver {
  std::shared_ptr<const open_request> asked;
};

/// Load your state now, and finish what a crash left undone: of the events at these positions it is
/// not known whether all of their reactions were taken.
struct wake_up {
  std::vector<std::uint64_t> unsettled;
};

/// The log's verdict on the append of this number.
struct appended {
  std::uint64_t append = 0;
  append_result verdict;
};

/// The append of this number takes too long: tell those who wait.
struct append_overdue {
  std::uint64_t append = 0;
};

/// The outcome of a command that one of this entity's events sent elsewhere.
struct reaction_answered {
  std::uint64_t reaction = 0;
  bool must_repeat = false;
};

/// Send those reactions again that could not be taken.
struct repeat_reactions {};

/// Nobody has asked you anything for a while: go if there is nothing left to do, and if this many
/// deliveries are still all that there were.
struct retire {
  std::uint64_t deliveries = 0;
};

/// The process stops: say `unavailable` to all who wait, keep a snapshot, go.
struct stop {};

/// All of these are one message to CAF: each handler of its own would take 40 bytes in every entity
/// that is awake.
using entity_message = std::variant<deliver, wake_up, appended, append_overdue, reaction_answered,
                                    repeat_reactions, retire, stop>;

using entity_actor = caf::typed_actor<caf::reacts_to<entity_message>>;

// --- The timekeeper: one for the whole system ----------------------------------------------------

/// Something became due earlier than what the timekeeper waits for: look again.
struct look_at_clock {};

/// What the timekeeper sends itself for the moment at which the next thing is due.
struct time_is_up {
  std::uint64_t alarm = 0;
};

using timekeeper_actor = caf::typed_actor<caf::reacts_to<look_at_clock>, caf::reacts_to<time_is_up>,
                                          caf::reacts_to<stop>>;

} // namespace switchboard

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(switchboard::entity_message)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(switchboard::stop)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(switchboard::look_at_clock)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(switchboard::time_is_up)
