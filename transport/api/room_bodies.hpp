#pragma once

#include "projections/conversation.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the calls about rooms take and give.
namespace switchboard::api {

struct create_group_body {
  std::optional<std::string> name;
  std::vector<user_id> members;

  static constexpr auto fields() {
    return std::tuple{
        field{"name", &create_group_body::name, "What the group is called."},
        field{"members", &create_group_body::members, "Who is in it beside its owner."}};
  }
};

struct change_group_body {
  std::optional<std::string> name;
  std::optional<room_history> history;

  static constexpr std::array<std::string_view, 2> any_of{"name", "history"};
  static constexpr auto fields() {
    return std::tuple{field{"name", &change_group_body::name, "What the group is called."},
                      field{"history", &change_group_body::history,
                            "Whether members read all that was ever written, or what was since "
                            "they came."}};
  }
};

struct add_member_body {
  switchboard::user_id user_id;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &add_member_body::user_id, "Who comes in."}};
  }
};

struct room_view {
  projections::conversation room;
  std::optional<projections::message> last_message;

  static constexpr auto fields() {
    return std::tuple{field{"room", &room_view::room, "The room."},
                      field{"last_message", &room_view::last_message, "The newest in it."}};
  }
};

struct rooms_view {
  std::vector<room_view> rooms;

  static constexpr auto fields() {
    return std::tuple{field{"rooms", &rooms_view::rooms, "The one with the latest news first."}};
  }
};

} // namespace switchboard::api
