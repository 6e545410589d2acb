#pragma once

#include "events/log/event_log.hpp"

#include <vector>

namespace switchboard::tools {

/// What a bug report about a call needs and nothing that tells who it was about: a small log of its
/// own, which every tool reads.
std::vector<envelope> bundle(const event_log& log, const call_id& call);

} // namespace switchboard::tools
