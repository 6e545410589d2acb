#pragma once

#include "events/codec.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace switchboard::testing {

/// A message in a room; everything in it follows from the stream, the number and the text.
inline envelope sample_event(const stream_id& stream, std::uint64_t seq,
                             std::string content = "hello") {
  const auto number = std::to_string(seq);
  room::message_posted posted;
  posted.message_id = message_in({stream.key}, seq);
  posted.sender_id = {"alice"};
  posted.content = std::move(content);
  return {make_event_id(1'700'000'000'000, seq, std::hash<stream_id>{}(stream)),
          stream,
          seq,
          {1'700'000'000'000 + static_cast<std::int64_t>(seq)},
          "command-" + number,
          "command-" + number,
          "call-1",
          "user/alice",
          room::event{std::move(posted)}};
}

inline stream_id sample_stream(std::uint64_t number) {
  return stream_of(group_room("g" + std::to_string(number)));
}

inline const auto one = sample_stream(1);
inline const auto other = sample_stream(2);

/// `count` events whose numbers begin at `first_seq`.
inline std::vector<envelope> sample_events(const stream_id& stream, std::uint64_t first_seq,
                                           std::size_t count = 1,
                                           const std::string& content = "hello") {
  std::vector<envelope> events;
  for (std::size_t i = 0; i < count; ++i)
    events.push_back(sample_event(stream, first_seq + i, content));
  return events;
}

} // namespace switchboard::testing
