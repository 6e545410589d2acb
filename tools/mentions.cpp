#include "tools/mentions.hpp"

#include "events/correlation.hpp"
#include "events/json.hpp"

#include <algorithm>
#include <concepts>
#include <ranges>
#include <string>

namespace switchboard::tools {

namespace {

/// Whether a value is somebody's id, or holds it anywhere.
template <class Value>
bool names(const Value& value, const user_id& who) {
  if constexpr (std::same_as<Value, user_id>) {
    return value == who;
  } else if constexpr (requires { Value::fields(); }) {
    bool is_named = false;
    for_each_field<Value>(
        [&](const auto& each) { is_named = is_named || names(value.*each.member, who); });
    return is_named;
  } else if constexpr (requires { value.has_value(); }) {
    return value && names(*value, who);
  } else if constexpr (std::ranges::range<Value> && !std::same_as<Value, std::string>) {
    return std::ranges::any_of(value, [&](const auto& each) { return names(each, who); });
  } else {
    return false;
  }
}

/// Whether an event says something of somebody: one of its ids is theirs.
bool is_named_in(const event& body, const user_id& who) {
  return std::visit(
      [&](const auto& of_kind) {
        return std::visit([&](const auto& record) { return names(record, who); }, of_kind);
      },
      body);
}

} // namespace

bool is_of_call(const envelope& entry, std::string_view call) {
  if (entry.correlation_id == call || call_of(entry.body) == call) return true;
  if (!queue_of(call)) return false;
  const user_id side{std::string{call}};
  return entry.actor == "user/" + side.value || is_named_in(entry.body, side);
}

bool is_about(const envelope& entry, const user_id& user) {
  const auto stream = stream_of(user);
  return entry.stream == stream || entry.actor == to_string(stream)
         || is_named_in(entry.body, user);
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
