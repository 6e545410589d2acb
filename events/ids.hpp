#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace switchboard {

/// A string that names one kind of thing. Two kinds do not compare and do not convert.
template <class Kind>
struct identifier {
  std::string value;

  bool empty() const { return value.empty(); }
  friend auto operator<=>(const identifier&, const identifier&) = default;
  friend bool operator==(const identifier&, const identifier&) = default;
};

/// A person, or one side of a queue's call, which has no account (its id starts with `side_`).
using user_id = identifier<struct user_kind>;
using room_id = identifier<struct room_kind_of_id>;
using call_id = identifier<struct call_kind>;
using message_id = identifier<struct message_kind>;
using queue_name = identifier<struct queue_kind>;
/// One device's connection; it outlives a dropped socket when the device resumes in time.
using connection_id = identifier<struct connection_kind>;
using session_id = identifier<struct session_kind>;
using offer_id = identifier<struct offer_kind>;
using report_id = identifier<struct report_kind>;

/// A user id as a client may send it: 1 to 64 characters out of `A-Z a-z 0-9 . _ @ -`, but not `.`,
/// `..` or `me`, which mean something else in an address.
std::optional<user_id> parse_user_id(std::string_view text);
/// A user id as a record may hold it: those three were let in once.
std::optional<user_id> parse_recorded_user_id(std::string_view text);
/// 1 to 26 characters out of `a-z 0-9 _ -`: so many leave room for it in the id of a side.
std::optional<queue_name> parse_queue_name(std::string_view text);

// --- Rooms, calls and messages -----------------------------------------------------------------
// A room is `direct~ALICE~BOB` (the pair in order), `group~KEY` or `queue~NAME~SEQ` (the number of
// the match in its queue's stream). A call or message is its room and the number of the event that
// began it there: `direct~alice~bob~17`. So each id can be routed without a look-up.

room_id direct_room(const user_id& one, const user_id& other);
room_id group_room(std::string_view key);
room_id queue_room(const queue_name& queue, std::uint64_t match_seq);
call_id call_in(const room_id& room, std::uint64_t seq);
message_id message_in(const room_id& room, std::uint64_t seq);
/// The one call of a queue's room. A room is created by its first event, and a queue's match opens
/// the call with the second, so the call's id is known before the room has heard of it.
call_id queue_call_in(const room_id& room);

bool is_room(std::string_view id);
/// The room of a call's or message's id; nothing if it is neither.
std::optional<room_id> room_of(std::string_view call_or_message_id);
/// The number of the event that began this call or message; 0 if it is neither.
std::uint64_t seq_of(std::string_view call_or_message_id);
/// The two people of a direct room; nothing for another room.
std::optional<std::array<user_id, 2>> pair_of(const room_id& room);
/// The one of them who is not `one`; nothing unless `one` is of the two.
std::optional<user_id> other_in(const room_id& room, const user_id& one);

// --- The two sides of a queue's call -----------------------------------------------------------
// `side_` and 32 hexadecimal digits, then `.NAME` unless the queue is `default`. It names a side to
// everybody and lets nobody in: that is what its key is for (`side_key.hpp`).

user_id queue_side(const queue_name& queue, std::string_view digits_32);
/// The queue that a side's id names; nothing if it is not a side's id.
std::optional<queue_name> queue_of(std::string_view side_id);

// --- Reports -----------------------------------------------------------------------------------
// `report~USER~SEQ`: who made it, and the number of its event in that person's stream.

/// A report's id, taken apart.
struct report_place {
  user_id reporter;
  std::uint64_t seq = 0;
};

report_id report_in(const user_id& reporter, std::uint64_t seq);
std::optional<report_place> parse_report_id(std::string_view text);

// --- Streams -----------------------------------------------------------------------------------

enum class entity_kind : std::uint8_t { user, room, queue };

/// The stream of one entity's events: `user/alice`, `room/direct~alice~bob`, `queue/default`.
struct stream_id {
  entity_kind kind = entity_kind::user;
  std::string key;

  friend auto operator<=>(const stream_id&, const stream_id&) = default;
};

inline stream_id stream_of(const user_id& id) { return {entity_kind::user, id.value}; }
inline stream_id stream_of(const room_id& id) { return {entity_kind::room, id.value}; }
inline stream_id stream_of(const queue_name& id) { return {entity_kind::queue, id.value}; }

std::string_view name_of(entity_kind kind);
std::string to_string(const stream_id& stream);
std::optional<stream_id> parse_stream_id(std::string_view text);

// --- Events ------------------------------------------------------------------------------------

/// A UUID of version 7: it begins with its time, so ids of one node sort by time.
struct event_id {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const event_id&, const event_id&) = default;
};

event_id make_event_id(std::int64_t time_ms, std::uint64_t random_high, std::uint64_t random_low);
constexpr std::size_t event_id_chars = 36;
std::string to_string(const event_id& id);
/// Writes `event_id_chars` characters, and tells where they end.
char* write_to(char* at, const event_id& id);
std::optional<event_id> parse_event_id(std::string_view text);

} // namespace switchboard

template <class Kind>
struct std::hash<switchboard::identifier<Kind>> {
  std::size_t operator()(const switchboard::identifier<Kind>& id) const noexcept {
    return std::hash<std::string>{}(id.value);
  }
};

template <>
struct std::hash<switchboard::stream_id> {
  std::size_t operator()(const switchboard::stream_id& stream) const noexcept {
    return std::hash<std::string>{}(stream.key) * 3 + static_cast<std::size_t>(stream.kind);
  }
};
