#pragma once

#include "events/event.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace switchboard {

/// Events that became part of the log together, in order of their positions, which have no gap.
using accepted_batch = std::shared_ptr<const std::vector<recorded>>;

/// The batch from a position on, which must not be behind its end.
accepted_batch without_before(const accepted_batch& batch, std::uint64_t from_position);

} // namespace switchboard
