#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>

// The words that records use. Each enum is described, so its JSON is the word itself and an unknown
// word is an error, never silently the first entry.

namespace switchboard {

BOOST_DEFINE_FIXED_ENUM_CLASS(call_type, std::uint8_t, audio, video)

BOOST_DEFINE_FIXED_ENUM_CLASS(room_kind, std::uint8_t, direct, group, queue)

/// What a member of a group may read of what was written before they came.
BOOST_DEFINE_FIXED_ENUM_CLASS(room_history, std::uint8_t, all, since_joined)

BOOST_DEFINE_FIXED_ENUM_CLASS(message_type, std::uint8_t, text, system)

BOOST_DEFINE_FIXED_ENUM_CLASS(role, std::uint8_t, user, agent, admin)

/// Why a call ended, as a person would say it.
BOOST_DEFINE_FIXED_ENUM_CLASS(end_reason, std::uint8_t, completed, rejected, cancelled, missed,
                              busy, failed, abandoned)

/// How an invitation to one person ended; each ends in exactly one of these.
BOOST_DEFINE_FIXED_ENUM_CLASS(invitation_outcome, std::uint8_t, accepted, rejected, cancelled,
                              missed, busy)

/// Why somebody is no longer in a call.
BOOST_DEFINE_FIXED_ENUM_CLASS(leave_reason, std::uint8_t, left, connection_lost, replaced,
                              call_ended, removed, node_restarted)

/// Why a device is no longer connected.
BOOST_DEFINE_FIXED_ENUM_CLASS(disconnect_reason, std::uint8_t, closed, connection_lost,
                              node_restarted, logged_out, replaced)

/// What a person says of themselves; whether a device is there is told apart from it.
BOOST_DEFINE_FIXED_ENUM_CLASS(availability, std::uint8_t, available, busy, do_not_disturb)

BOOST_DEFINE_FIXED_ENUM_CLASS(risk_status, std::uint8_t, safe, risk)

BOOST_DEFINE_FIXED_ENUM_CLASS(revoke_reason, std::uint8_t, logged_out, revoked_by_user,
                              revoked_by_admin, token_reused, banned, replaced)

/// How a link for a new password came to a person.
BOOST_DEFINE_FIXED_ENUM_CLASS(reset_way, std::uint8_t, mail, admin)

BOOST_DEFINE_FIXED_ENUM_CLASS(queue_strategy, std::uint8_t, longest_idle, round_robin, fewest_calls,
                              ring_all, top_down)

/// Whether an agent is matched at once or is asked first, with a time to answer.
BOOST_DEFINE_FIXED_ENUM_CLASS(answer_mode, std::uint8_t, automatic, offer)

BOOST_DEFINE_FIXED_ENUM_CLASS(pause_reason, std::uint8_t, asked, unanswered_offers)

/// Why one side of a queue's call is gone.
BOOST_DEFINE_FIXED_ENUM_CLASS(side_leave_reason, std::uint8_t, left, connection_lost,
                              never_connected, call_completed, node_restarted)

BOOST_DEFINE_FIXED_ENUM_CLASS(queue_role, std::uint8_t, customer, agent)

} // namespace switchboard
