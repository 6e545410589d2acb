#include "tools/mentions.hpp"

#include "events/correlation.hpp"
#include "events/json.hpp"

#include <algorithm>
#include <concepts>
#include <functional>
#include <ranges>
#include <string>

namespace switchboard::tools {

namespace {

using person_visitor = std::function<void(const user_id&)>;

/// Calls `visit` with the value if it is somebody's id, or with each that it holds.
template <class Value>
void visit_people(const Value& value, const person_visitor& visit) {
  if constexpr (std::same_as<Value, user_id>) {
    visit(value);
  } else if constexpr (requires { Value::fields(); }) {
    for_each_field<Value>([&](const auto& each) { visit_people(value.*each.member, visit); });
  } else if constexpr (requires { value.has_value(); }) {
    if (value) visit_people(*value, visit);
  } else if constexpr (std::ranges::range<Value> && !std::same_as<Value, std::string>) {
    for (const auto& each : value)
      visit_people(each, visit);
  }
}

} // namespace

void for_each_person_in(const event& body, const person_visitor& visit) {
  std::visit(
      [&](const auto& of_kind) {
        std::visit([&](const auto& record) { visit_people(record, visit); }, of_kind);
      },
      body);
}

bool is_named_in(const event& body, const user_id& who) {
  bool is_named = false;
  for_each_person_in(body, [&](const user_id& each) { is_named = is_named || each == who; });
  return is_named;
}

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
