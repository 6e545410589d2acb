#pragma once

namespace switchboard::threads {

// How threads share a processor. Where the kernel knows nothing of this, or does not allow it, they
// share it as they always do.

/// For a thread that people wait for and that does a little at a time: when it has something to do,
/// it does not wait until the one that runs has had its whole turn, which is milliseconds.
void take_short_turns();

/// For a thread that nobody waits for: it takes a smaller share, and never the place of the one
/// that runs. By how much is as in nice(1): 0 is not at all, 19 as far as it goes.
void step_back(int nice);

} // namespace switchboard::threads
