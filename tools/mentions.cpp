#include "tools/mentions.hpp"

#include "events/codec.hpp"
#include "events/correlation.hpp"

#include <string>

namespace switchboard::tools {

namespace {

/// Whether a text stands in the event's data as a whole JSON string. Ids need no escape.
bool is_in_data(const envelope& entry, std::string_view id) {
  return encode_data(entry.body).find('"' + std::string{id} + '"') != std::string::npos;
}

} // namespace

bool is_of_call(const envelope& entry, std::string_view call) {
  if (entry.correlation_id == call || call_of(entry.body) == call) return true;
  return queue_of(call) && (entry.actor == "user/" + std::string{call} || is_in_data(entry, call));
}

bool is_about(const envelope& entry, const user_id& user) {
  const auto stream = stream_of(user);
  return entry.stream == stream || entry.actor == to_string(stream)
         || is_in_data(entry, user.value);
}

std::vector<stream_id> streams_of_call(std::string_view call) {
  if (const auto queue = queue_of(call)) return {stream_of(*queue)};
  const auto room = room_of(call);
  if (!room) return {};
  std::vector<stream_id> all{stream_of(*room)};
  if (const auto pair = pair_of(*room))
    for (const auto& each : *pair)
      all.push_back(stream_of(each));
  return all;
}

} // namespace switchboard::tools
