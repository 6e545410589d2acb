#pragma once

#include "actors/room/draft.hpp"

#include <optional>

namespace switchboard::room {

// When and why a call ends.
//
// - While it rings unanswered, it ends when nobody is left to answer, with the reason that their
//   answers give, and when the caller cancels or leaves it. A caller whose connections are gone, or
//   who called without one, keeps ringing: the ring time bounds it.
// - A started direct call ends as soon as one of the two is gone with their last device.
// - A started group call ends when nobody is in it and nobody who answered is still awaited. If
//   the last one left on purpose, it no longer rings for the others either.
// - Nobody waits for ever: who answered and did not come in with a device within the time for which
//   a call may ring, is not awaited any more.
// - A queue's call is ended by its queue alone, which must know when its agent is free again.
//
// Started calls end as `completed` when somebody ended or left them on purpose, as `abandoned` when
// people had been in and a lost connection was the end of it, and as `failed` when those who
// answered never came together, or a server's restart tore them apart.

/// Ends the live call. Whom it still rings for is cancelled first.
void finish_call(draft& so_far, end_reason reason, std::optional<user_id> ended_by);

/// A device of this person has left the live call: ends it if that was the end of it.
void finish_if_deserted(draft& so_far, const user_id& by, leave_reason why);

/// An invitation was answered or closed: ends the call if nobody is left.
/// `ended_by` is who answered, if somebody did.
void finish_if_unanswered(draft& so_far, std::optional<user_id> ended_by);

/// Those who answered did not come in, in time.
void finish_deserted(draft& so_far);

} // namespace switchboard::room
