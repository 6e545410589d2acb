#pragma once

#include "events/event.hpp"
#include "transport/websocket/frame.hpp"

#include <cstddef>
#include <string>

namespace switchboard {

/// Which event a frame stems from; a frame that stems from none has none.
struct place {
  stream_id stream;
  std::uint64_t seq = 0;
};

inline place place_of(const envelope& entry) { return {entry.stream, entry.seq}; }

/// Enough for most frames to be written without moving.
constexpr std::size_t usual_frame_bytes = 512;

/// A frame's JSON: its type, its fields, and the place of its event.
template <class Frame>
std::string to_json(const Frame& said, const place* from = nullptr) {
  std::string text;
  text.reserve(usual_frame_bytes);
  text += '{';
  json::write_field(text, "type", Frame::type);
  for_each_field<Frame>(
      [&](const auto& each) { json::write_field(text, each.name, said.*each.member); });
  if (from != nullptr) {
    json::write_field(text, "stream", to_string(from->stream));
    json::write_field(text, "seq", from->seq);
  }
  json::close_object(text);
  return text;
}

/// The frame ready for the wire; whoever sends it to many encodes it once.
template <class Frame>
websocket::frame encode(const Frame& said) {
  return websocket::text_frame(to_json(said));
}

template <class Frame>
websocket::frame encode(const Frame& said, const place& from) {
  return websocket::text_frame(to_json(said, &from));
}

} // namespace switchboard
