#pragma once

#include "projections/call.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

/// What the calls about calls take and give.
namespace switchboard::api {

struct start_call_body {
  std::optional<user_id> callee;
  std::optional<user_id> callee_username;
  std::optional<user_id> callee_id;
  std::optional<switchboard::room_id> room_id;
  switchboard::call_type call_type = switchboard::call_type::audio;

  static constexpr std::array<std::string_view, 4> any_of{"callee", "callee_username", "callee_id",
                                                          "room_id"};
  static constexpr auto fields() {
    using self = start_call_body;
    return std::tuple{
        field{"callee", &self::callee, "Whom to call: this…"},
        field{"callee_username", &self::callee_username, "… or this, which means the same…"},
        field{"callee_id", &self::callee_id, "… or this…"},
        field{"room_id", &self::room_id, "… or, instead of one person, everybody in a room."},
        field{"call_type", &self::call_type, "With or without picture."}};
  }
};

struct end_call_body {
  switchboard::call_id call_id;

  static constexpr auto fields() {
    return std::tuple{field{"call_id", &end_call_body::call_id, "The call."}};
  }
};

struct call_view {
  projections::call call;

  static constexpr auto fields() {
    return std::tuple{field{"call", &call_view::call, "The call as it is now."}};
  }
};

struct calls_view {
  std::vector<projections::call> calls;
  std::optional<std::uint64_t> next;

  static constexpr auto fields() {
    return std::tuple{
        field{"calls", &calls_view::calls, "The newest first."},
        field{"next", &calls_view::next, "As `before`, it gets the page after this one."}};
  }
};

} // namespace switchboard::api
