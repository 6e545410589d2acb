#pragma once

#include "projections/message.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What the calls about messages take and give.
namespace switchboard::api {

struct post_message_body {
  std::optional<user_id> to;
  std::optional<switchboard::room_id> room_id;
  std::string content;
  json_text extra_data;

  static constexpr std::array<std::string_view, 2> one_of{"to", "room_id"};
  static constexpr auto fields() {
    using self = post_message_body;
    return std::tuple{field{"to", &self::to, "To one person: this…"},
                      field{"room_id", &self::room_id, "… or to everybody in a room."},
                      field{"content", &self::content, "The text."},
                      field{"extra_data", &self::extra_data, "Anything to go with it."}};
  }
};

struct edit_message_body {
  std::string content;
  json_text extra_data;

  static constexpr auto fields() {
    using self = edit_message_body;
    return std::tuple{field{"content", &self::content, "The text from now on."},
                      field{"extra_data", &self::extra_data, "Anything to go with it."}};
  }
};

struct message_view {
  projections::message message;

  static constexpr auto fields() {
    return std::tuple{field{"message", &message_view::message, "The message as it is now."}};
  }
};

struct messages_view {
  std::vector<projections::message> messages;
  std::optional<std::uint64_t> next;

  static constexpr auto fields() {
    return std::tuple{
        field{"messages", &messages_view::messages, "The oldest first."},
        field{"next", &messages_view::next, "As `before`, it gets the page before this one."}};
  }
};

} // namespace switchboard::api
