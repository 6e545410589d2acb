#include "tools/event_line.hpp"

#include "events/codec.hpp"

namespace switchboard::tools {

namespace {

constexpr std::size_t max_data_chars = 160;

std::string painted_type(const envelope& entry, const paint& colours) {
  const auto type = type_of(entry.body);
  switch (entry.stream.kind) {
  case entity_kind::user:
    return colours.green(type);
  case entity_kind::room:
    return colours.cyan(type);
  case entity_kind::queue:
    return colours.yellow(type);
  }
  return std::string{type};
}

/// Cut where a character ends, so that the terminal gets whole ones.
std::string shortened(std::string text) {
  if (text.size() <= max_data_chars) return text;
  auto end = max_data_chars;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
    --end;
  return text.substr(0, end) + "…";
}

} // namespace

std::string place_of(const envelope& entry) {
  return to_string(entry.stream) + " #" + std::to_string(entry.seq);
}

std::string event_line(const recorded& event, const paint& colours) {
  const auto& entry = event.entry;
  return colours.dim(to_string(entry.time)) + "  " + colours.strong(place_of(entry)) + "  "
         + painted_type(entry, colours) + "  " + colours.dim("by " + entry.actor) + "  "
         + shortened(encode_data(entry.body));
}

} // namespace switchboard::tools
