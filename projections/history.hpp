#pragma once

#include "events/event.hpp"
#include "projections/message.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

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
  static constexpr int version = 2;

  table<message> messages;
  table<open_invitation> invitations;

  void apply(const recorded& happened);
  auto tables() { return std::tie(messages, invitations); }
};

} // namespace switchboard::projections
