#pragma once

#include "events/event.hpp"
#include "projections/conversation.hpp"
#include "projections/table.hpp"

namespace switchboard::projections {

/// That somebody is in a room.
struct membership {
  switchboard::user_id user_id;
  switchboard::room_id room_id;
  std::uint64_t since_seq = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"user_id", &membership::user_id, "Who."},
        field{"room_id", &membership::room_id, "In which room."},
        field{"since_seq", &membership::since_seq,
              "The event with which they came; 0 if they were there from the start."}};
  }

  friend bool operator==(const membership&, const membership&) = default;
};

template <>
struct table_schema<conversation> {
  static constexpr std::string_view name = "conversations";
  static constexpr auto key = std::tuple{&conversation::room_id};
  static constexpr std::string_view indexes = "";
};

template <>
struct table_schema<membership> {
  static constexpr std::string_view name = "memberships";
  static constexpr auto key = std::tuple{&membership::user_id, &membership::room_id};
  static constexpr std::string_view indexes = "";
};

/// Which rooms there are, and who is in them.
struct conversations {
  static constexpr std::string_view name = "conversations";
  static constexpr int version = 2;

  table<conversation> rooms;
  table<membership> memberships;

  void apply(const recorded& happened);
  auto tables() { return std::tie(rooms, memberships); }
};

} // namespace switchboard::projections
