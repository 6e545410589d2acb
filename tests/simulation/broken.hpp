#pragma once

#include "tools/audit/broken.hpp"

namespace switchboard::simulation {

using audit::broken;

} // namespace switchboard::simulation
