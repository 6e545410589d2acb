#pragma once

#include "actors/rules/policy.hpp"
#include "events/event.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace switchboard {

/// Why a command changes nothing: the stable word that clients switch on.
BOOST_DEFINE_FIXED_ENUM_CLASS(
    reject_code, std::uint8_t,
    // Who or what is not there.
    unknown_user, unknown_room, unknown_call, unknown_message, unknown_session, unknown_connection,
    unknown_offer, unknown_report,
    // Who may not.
    forbidden, not_a_member, not_a_participant, not_invited, not_reachable, banned,
    // What does not go (any more).
    already_exists, username_taken, already_in_call, already_answered, already_ended, not_ringing,
    offer_closed, bad_target, bad_value, too_long, limit_reached,
    // What goes later.
    rate_limited,
    // The command's id was for another one.
    idempotency_mismatch,
    // The log could not take it, or not in time: nothing happened, try again.
    unavailable)

/// A command that was refused. A value, not an exception: being refused is ordinary.
struct rejection {
  reject_code code = reject_code::bad_value;
  /// One sentence for a person: what, and what to do.
  std::string message;
  /// After how long the same may be tried again, where that is known.
  std::int64_t retry_after_ms = 0;

  friend bool operator==(const rejection&, const rejection&) = default;
};

/// What a decision stands on beside the state: no clock, no randomness, only this.
struct context {
  timestamp now;
  /// The last event of the stream so far; the first event of this decision gets the next number.
  std::uint64_t seq = 0;
  const switchboard::policy& policy;
};

/// The events that a command leads to. None means that all is already as the command wants it.
template <class Event>
using decision = std::variant<std::vector<Event>, rejection>;

} // namespace switchboard
