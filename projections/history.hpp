#pragma once

#include "events/event.hpp"
#include "projections/message.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

/// Who wrote which message, in the order of the log.
struct authorship {
  user_id sender_id;
  std::uint64_t position = 0;
  switchboard::room_id room_id;
  std::uint64_t seq = 0;

  static constexpr auto fields() {
    using self = authorship;
    return std::tuple{field{"sender_id", &self::sender_id, "Who wrote."},
                      field{"position", &self::position, "Where in the log."},
                      field{"room_id", &self::room_id, "In which room."},
                      field{"seq", &self::seq, "The message's number there."}};
  }

  friend bool operator==(const authorship&, const authorship&) = default;
};

/// One of those whom a call rings for.
struct invitee {
  switchboard::user_id user_id;
  /// Absent while it rings.
  std::optional<invitation_outcome> outcome;

  static constexpr auto fields() {
    return std::tuple{field{"user_id", &invitee::user_id, "Whom it rings for."},
                      field{"outcome", &invitee::outcome, "How it ended for them."}};
  }

  friend bool operator==(const invitee&, const invitee&) = default;
};

/// The invitation of a call that is not over, and the message that stands for it.
struct open_invitation {
  switchboard::call_id call_id;
  std::uint64_t message_seq = 0;
  std::vector<invitee> invitees;

  static constexpr auto fields() {
    using self = open_invitation;
    return std::tuple{field{"call_id", &self::call_id, "The call."},
                      field{"message_seq", &self::message_seq, "The message's number."},
                      field{"invitees", &self::invitees, "Whom it rings for."}};
  }

  friend bool operator==(const open_invitation&, const open_invitation&) = default;
};

template <>
struct table_schema<message> {
  static constexpr std::string_view name = "messages";
  static constexpr auto key = std::tuple{&message::room_id, &message::seq};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<authorship> {
  static constexpr std::string_view name = "authorships";
  static constexpr auto key = std::tuple{&authorship::sender_id, &authorship::position};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<open_invitation> {
  static constexpr std::string_view name = "open_invitations";
  static constexpr auto key = std::tuple{&open_invitation::call_id};
  static constexpr std::string_view indexes = "";
};

/// The messages as they are now. An invitation's message says how the invitation stands: in a group
/// `accepted` as soon as anybody takes it, `pending` while it rings for anybody, and then what says
/// most of why nobody came: `rejected` before `missed` before `cancelled`. A busy line is `missed`.
struct history {
  static constexpr std::string_view name = "history";
  static constexpr int version = 1;

  table<message> messages;
  table<authorship> authorships;
  table<open_invitation> invitations;

  void apply(const recorded& happened);
  auto tables() { return std::tie(messages, authorships, invitations); }
};

} // namespace switchboard::projections
