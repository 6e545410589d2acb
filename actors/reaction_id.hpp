#pragma once

#include "events/event.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

namespace switchboard {

/// Which of an entity's reactions one is: its event's number in the entity's stream, and its place
/// among what that event asks.
struct reaction_number {
  std::uint64_t seq = 0;
  std::uint64_t index = 0;

  static constexpr auto fields() {
    using self = reaction_number;
    return std::tuple{field{"seq", &self::seq, "The number of the event that asks."},
                      field{"index", &self::index, "Its place among what the event asks."}};
  }

  friend auto operator<=>(const reaction_number&, const reaction_number&) = default;
};

/// The id of the command that `happened` sends as the `index`-th: `EVENT/SEQ/INDEX`. It follows
/// from the event, so it is the same when it is sent again.
std::string reaction_id(const envelope& happened, std::uint64_t index);

/// Reads it back; nothing if the command is not a reaction, which is known by its cause.
std::optional<reaction_number> parse_reaction_id(std::string_view command_id,
                                                 std::string_view causation_id);

} // namespace switchboard
