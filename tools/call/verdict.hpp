#pragma once

#include "tools/call/story.hpp"

#include <string>

namespace switchboard::tools {

/// In a few sentences: how a call came about, why it ended as it did, and how the people stood who
/// decided that. Of a call that goes on: how it stands.
std::string verdict_on(const call_story& story);

} // namespace switchboard::tools
