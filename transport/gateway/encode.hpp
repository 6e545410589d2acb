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

/// A frame's JSON: its type, its fields, and the place of its event.
template <class Frame>
void write_frame(json::writer& text, const Frame& said, const place* from = nullptr) {
  text.put('{');
  json::write_field(text, "type", Frame::type);
  for_each_field<Frame>(
      [&](const auto& each) { json::write_field(text, each.name, said.*each.member); });
  if (from != nullptr) {
    json::write_field(text, "stream", from->stream);
    json::write_field(text, "seq", from->seq);
  }
  text.close('}');
}

template <class Frame>
std::string to_json(const Frame& said, const place* from = nullptr) {
  json::writer text;
  write_frame(text, said, from);
  return text.text();
}

/// The frame ready for the wire; whoever sends it to many encodes it once.
template <class Frame>
websocket::frame encode(const Frame& said) {
  json::writer text;
  write_frame(text, said);
  return websocket::text_frame(text.view());
}

template <class Frame>
websocket::frame encode(const Frame& said, const place& from) {
  json::writer text;
  write_frame(text, said, &from);
  return websocket::text_frame(text.view());
}

} // namespace switchboard
