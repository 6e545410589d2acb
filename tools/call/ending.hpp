#pragma once

#include "tools/call/story.hpp"

#include <string>

/// How a call that somebody had answered came to its end.
namespace switchboard::tools {

/// `alice hung up`, `bob left`: who ended it, and how. Empty when nobody did.
std::string hang_up_words(const call_story& story);

/// Which device was lost, when, and that it did not come back in time; or that those who answered
/// never came in.
std::string loss_words(const call_story& story);

} // namespace switchboard::tools
