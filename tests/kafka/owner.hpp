#pragma once

#include "events/event.hpp"
#include "tests/log/sample_events.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace switchboard::testing {

/// The streams that every owner takes for its own.
constexpr std::uint64_t owned_streams = 12;

/// What an owner tells its parent once a command has been accepted, and not before.
struct owner_word {
  std::uint64_t stream = 0;
  std::uint64_t command = 0;
  std::uint64_t first_seq = 0;
  std::uint64_t events = 0;
};

/// What each event says: whose command it is of and which of its events it is, so that the same
/// command can be told from another that looks alike.
inline std::string owner_label(const std::string& owner, std::uint64_t stream,
                               std::uint64_t command, std::uint64_t event) {
  return owner + ' ' + std::to_string(stream) + ' ' + std::to_string(command) + ' '
         + std::to_string(event);
}

inline const std::string& label_of(const envelope& entry) {
  return std::get<room::message_posted>(std::get<room::event>(entry.body)).content;
}

} // namespace switchboard::testing
