#pragma once

#include "actors/room/refusals.hpp"

namespace switchboard::room {

// What each command does to the draft of a decision. Each group is in the file of its noun; what a
// command means is said where it is declared.

// membership.cpp
refusal answer(draft& so_far, const create_group& asked);
refusal answer(draft& so_far, const add_member& asked);
refusal answer(draft& so_far, const remove_member& asked);
refusal answer(draft& so_far, const change_settings& asked);
refusal answer(draft& so_far, const bar_contact& asked);

// messages.cpp
refusal answer(draft& so_far, const post_message& asked);
refusal answer(draft& so_far, const edit_message& asked);
refusal answer(draft& so_far, const delete_message& asked);

// invitations.cpp
refusal answer(draft& so_far, const invite& asked);
refusal answer(draft& so_far, const accept& asked);
refusal answer(draft& so_far, const reject& asked);
refusal answer(draft& so_far, const cancel& asked);
refusal answer(draft& so_far, const note_ringing& asked);
refusal answer(draft& so_far, const note_busy& asked);

// participants.cpp
refusal answer(draft& so_far, const open_queue_call& asked);
refusal answer(draft& so_far, const join& asked);
refusal answer(draft& so_far, const leave& asked);
refusal answer(draft& so_far, const suspect_participant& asked);
refusal answer(draft& so_far, const resume_participant& asked);
refusal answer(draft& so_far, const drop_participant& asked);

// call_end.cpp
refusal answer(draft& so_far, const end_call& asked);

// call_reports.cpp
refusal answer(draft& so_far, const change_media& asked);
refusal answer(draft& so_far, const add_transcript& asked);
refusal answer(draft& so_far, const report_security& asked);
refusal answer(draft& so_far, const report_quality& asked);
refusal answer(draft& so_far, const note_recording& asked);

// rules.cpp
refusal answer(draft& so_far, const look& asked);
refusal answer(draft& so_far, const tick& asked);

} // namespace switchboard::room
