#pragma once

#include "actors/room/call.hpp"
#include "events/room.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::room {

/// A message of a person that its sender may still edit or delete.
struct recent_message {
  std::uint64_t seq = 0;
  /// Which of the room's members: an index costs a fraction of an id.
  std::uint32_t sender = 0;

  static constexpr auto fields() {
    return std::tuple{
        field{"seq", &recent_message::seq, "The number of its event; its id says it."},
        field{"sender", &recent_message::sender, "Which of the members wrote it."}};
  }
};

/// A call that is over, so that whoever comes late is told so.
struct ended_call {
  std::uint64_t seq = 0;
  end_reason reason = end_reason::completed;

  static constexpr auto fields() {
    return std::tuple{field{"seq", &ended_call::seq, "The number of its event; its id says it."},
                      field{"reason", &ended_call::reason, "Why it ended."}};
  }
};

/// How much somebody wrote of late. What is older than the span does not count.
struct writing {
  user_id sender_id;
  timestamp since;
  std::uint64_t bytes = 0;

  static constexpr auto fields() {
    return std::tuple{field{"sender_id", &writing::sender_id, "Who wrote."},
                      field{"since", &writing::since, "When the span began."},
                      field{"bytes", &writing::bytes, "How much since then."}};
  }
};

/// The spans in which writing and calling are counted.
constexpr std::int64_t writing_span_ms = 10'000;
constexpr std::int64_t calling_span_ms = 60'000;
/// More are not remembered, so that no limit can be higher.
constexpr std::size_t recent_calls_kept = 600;

/// Older messages can no longer be edited or deleted, older calls are not known any more: the rules
/// forget what they no longer need, and the projections remember it.
constexpr std::size_t recent_messages_kept = 200;
constexpr std::size_t ended_calls_kept = 8;

/// What the rules need to know of a room, and no more: an idle one is a few hundred bytes.
struct state {
  room_id id;
  /// The last event that is in it.
  std::uint64_t seq = 0;
  /// Absent until the room is created.
  std::optional<room_kind> kind;
  std::string name;
  /// In the order in which they came. A group's first member is its owner: whoever created it, and
  /// after they left, the one who has been there longest.
  std::vector<user_id> members;
  std::vector<side> sides;
  std::vector<recent_message> recent_messages;
  /// The live call: at most one. A list, because it is empty nearly always and then costs nothing.
  std::vector<live_call> calls;
  std::vector<ended_call> ended_calls;
  /// Who of a direct room's two people has blocked the other.
  std::vector<user_id> barred_by;
  room_history history = room_history::all;
  /// Of two people, who has written, called or taken a call: the other one is no stranger to them.
  std::vector<user_id> acquainted;
  /// Who wrote how much, and when it rang, in the last span. Empty where nothing is counted.
  std::vector<writing> writings;
  std::vector<timestamp> rung_at;

  bool exists() const { return kind.has_value(); }
  const live_call* call() const { return calls.empty() ? nullptr : &calls.front(); }

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &state::id, "The room."},
        field{"seq", &state::seq, "The last event that is in it."},
        field{"kind", &state::kind, "Direct, group or queue; absent until it is created."},
        field{"name", &state::name, "What a group is called; empty when it has no name."},
        field{"members", &state::members, "Who is in it, in the order in which they came."},
        field{"sides", &state::sides, "The two sides of a queue's match."},
        field{"recent_messages", &state::recent_messages,
              "What may still be edited, oldest first."},
        field{"calls", &state::calls, "The live call, if there is one."},
        field{"ended_calls", &state::ended_calls, "The last ended calls, oldest first."},
        field{"barred_by", &state::barred_by, "Who of two people has blocked the other."},
        field{"history", &state::history, "What members may read."},
        field{"acquainted", &state::acquainted, "Who of a pair has turned to the other one."},
        field{"writings", &state::writings, "Who wrote how much of late."},
        field{"rung_at", &state::rung_at, "When it rang of late."}};
  }
};

} // namespace switchboard::room
