#pragma once

#include "events/room.hpp"
#include "projections/message.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// A room as a list of rooms shows it.
struct conversation {
  switchboard::room_id room_id;
  room_kind kind = room_kind::direct;
  /// What a group is called.
  std::optional<std::string> name;
  /// In the order in which they came; a group's first is its owner.
  std::vector<user_id> members;
  /// The two sides of a queue's match; empty for other rooms.
  std::vector<room::side> sides;
  timestamp created_at;
  room_history history = room_history::all;

  static constexpr auto fields() {
    return std::tuple{field{"room_id", &conversation::room_id, "The room."},
                      field{"kind", &conversation::kind, "Direct, group or queue."},
                      field{"name", &conversation::name, "What a group is called."},
                      field{"members", &conversation::members, "Who is in it, the owner first."},
                      field{"sides", &conversation::sides, "The sides of a queue's match."},
                      field{"created_at", &conversation::created_at, "When it came to be."},
                      field{"history", &conversation::history,
                            "Whether members read all that was ever written, or what was since "
                            "they came."}};
  }

  friend bool operator==(const conversation&, const conversation&) = default;
};

struct conversation_with_news {
  projections::conversation conversation;
  std::optional<message> last_message;
};

} // namespace switchboard::projections
