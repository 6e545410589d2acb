#pragma once

#include "tests/simulation/replay.hpp"

namespace switchboard::simulation {

/// At a quiet moment, when all reactions have been taken: what each person's entity knows of their
/// calls, invitations and devices is what the rooms know of that person. Throws `broken`.
void check_agreement(const replay& log);

} // namespace switchboard::simulation
