#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

/// A message as it is now: edited, taken back, and with the present status of the invitation that
/// it stands for. Its JSON is what clients get.
struct message {
  switchboard::message_id id;
  switchboard::room_id room_id;
  std::uint64_t seq = 0;
  user_id sender_id;
  std::optional<user_id> receiver_id;
  switchboard::message_type message_type = switchboard::message_type::text;
  /// Empty once it was taken back.
  std::string content;
  /// `null` when there is nothing, and once it was taken back.
  json_text extra_data;
  timestamp created_at;
  std::optional<timestamp> edited_at;
  std::optional<timestamp> deleted_at;

  static constexpr auto fields() {
    return std::tuple{field{"id", &message::id, "The message."},
                      field{"room_id", &message::room_id, "The room."},
                      field{"seq", &message::seq, "Its number in the room's stream."},
                      field{"sender_id", &message::sender_id, "Who wrote."},
                      field{"receiver_id", &message::receiver_id, "The other, in a direct room."},
                      field{"message_type", &message::message_type, "By a person or the system."},
                      field{"content", &message::content, "The text."},
                      field{"extra_data", &message::extra_data, "Attachment, invitation or null."},
                      field{"created_at", &message::created_at, "When it was written."},
                      field{"edited_at", &message::edited_at, "When it was last changed."},
                      field{"deleted_at", &message::deleted_at, "When it was taken back."}};
  }

  friend bool operator==(const message&, const message&) = default;
};

/// The oldest message first. `next` asks for the following page in the same direction; absent when
/// there is no more.
struct message_page {
  std::vector<message> messages;
  std::optional<std::uint64_t> next;
};

} // namespace switchboard::projections
