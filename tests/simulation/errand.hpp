#pragma once

#include "actors/request.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace switchboard::simulation {

/// A command that a client wants done, and how far it has got. It may be asked for several times,
/// always under the same id.
struct errand {
  std::string what;
  stream_id to;
  command body;
  std::string command_id;
  std::string actor;
  /// How many times it was asked for without an answer yet.
  int open = 0;
  bool is_answered = false;
  bool is_refused = false;

  bool is_undone() const { return open == 0 && !is_answered; }
};

using errand_ptr = std::shared_ptr<errand>;

/// How many errands a client remembers, to ask for them again.
constexpr std::size_t max_remembered_errands = 40;

/// As whom somebody asks.
inline std::string actor_of(const user_id& who) { return to_string(stream_of(who)); }

} // namespace switchboard::simulation
