#pragma once

#include "tools/call/story.hpp"

#include <string>

/// Why an invitation did not reach anybody, from what the person's own events tell.
namespace switchboard::tools {

/// The devices on which this call rang for a person, and when first.
struct rung_devices {
  std::vector<std::string> names;
  std::optional<timestamp> first_at;
};
rung_devices devices_rung(const call_story& story, const person_story& person);

/// Why nobody answered: where it rang, or why it rang nowhere, and when the person was back.
std::string missed_words(const call_story& story, const person_story& person);

/// Why a person was busy: another call, or what they had said of themselves.
std::string busy_words(const call_story& story, const person_story& person);

} // namespace switchboard::tools
