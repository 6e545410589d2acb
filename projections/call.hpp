#pragma once

#include "events/json.hpp"
#include "events/words.hpp"

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace switchboard::projections {

BOOST_DEFINE_FIXED_ENUM_CLASS(call_status, std::uint8_t, ringing, active, ended)

/// A call, live or over. Its JSON is what clients get.
struct call {
  call_id id;
  switchboard::room_id room_id;
  /// In a queue's call, the customer's side.
  user_id caller_id;
  /// The other one of a pair, in a queue's call the agent's side; absent in a group.
  std::optional<user_id> callee_id;
  /// Everyone who called, was called or came in: who may know of the call. The caller first.
  std::vector<user_id> participants;
  /// Who came in with a device, in that order.
  std::vector<user_id> attendees;
  switchboard::call_type call_type = switchboard::call_type::audio;
  call_status status = call_status::ringing;
  std::optional<switchboard::end_reason> end_reason;
  timestamp created_at;
  /// When it was answered.
  std::optional<timestamp> start_time;
  std::optional<timestamp> end_time;
  /// From the answer to the end; absent when nobody answered.
  std::optional<double> duration_s;

  static constexpr auto fields() {
    return std::tuple{
        field{"id", &call::id, "The call."},
        field{"room_id", &call::room_id, "Its room."},
        field{"caller_id", &call::caller_id, "Who called."},
        field{"callee_id", &call::callee_id, "The other one of a pair."},
        field{"participants", &call::participants, "Everyone it concerns."},
        field{"attendees", &call::attendees, "Who came in with a device."},
        field{"call_type", &call::call_type, "With or without picture."},
        field{"status", &call::status, "Ringing, active or ended."},
        field{"end_reason", &call::end_reason, "Why it ended."},
        field{"created_at", &call::created_at, "When it began to ring."},
        field{"start_time", &call::start_time, "When it was answered."},
        field{"end_time", &call::end_time, "When it ended."},
        field{"duration_s", &call::duration_s, "From the answer to the end, in seconds."}};
  }

  friend bool operator==(const call&, const call&) = default;
};

/// The newest call first. `next` asks for the following, older page; absent when there is none.
struct call_page {
  std::vector<call> calls;
  std::optional<std::uint64_t> next;
};

} // namespace switchboard::projections
