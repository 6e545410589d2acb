#pragma once

#include "events/event.hpp"

#include <optional>
#include <string>
#include <vector>

namespace switchboard {

/// Why no log could ever take these events as one append: there are none, they are of several
/// streams, or their numbers do not follow each other. Nothing if they are well formed.
std::optional<std::string> flaw_in(const std::vector<envelope>& proposed);

} // namespace switchboard
