#include "actors/room/burden.hpp"

#include <algorithm>

namespace switchboard::room {

namespace {

bool is_past(timestamp since, std::int64_t span_ms, timestamp now) {
  return since + span_ms <= now;
}

refusal refuse_until(timestamp free_at, timestamp now, std::string what) {
  return rejection{reject_code::rate_limited, std::move(what),
                   std::max<std::int64_t>(1, free_at - now)};
}

/// How many calls a minute this person may begin here; 0 is as many as they like.
std::size_t calls_allowed(draft& so_far, const user_id& caller) {
  const auto& limits = so_far.limits();
  if (so_far.room().kind == room_kind::group) return limits.group_calls_per_minute;
  return is_stranger(so_far.room(), caller) ? limits.unasked_calls_per_minute
                                            : limits.calls_per_minute;
}

} // namespace

bool is_stranger(const state& of, const user_id& user) {
  if (of.kind == room_kind::group || of.kind == room_kind::queue) return false;
  return std::ranges::none_of(of.acquainted, [&](const user_id& each) { return each != user; });
}

std::size_t written_bytes(const std::string& content, const json_text& extra_data) {
  return content.size() + (extra_data == json_text{} ? 0 : extra_data.text.size());
}

refusal unless_written_too_much(draft& so_far, const user_id& sender, std::size_t bytes) {
  const auto limit = so_far.limits().unasked_bytes;
  const auto& room = so_far.room();
  if (limit == 0 || room.kind == room_kind::queue) return {};
  if (room.kind != room_kind::group && !is_stranger(room, sender)) return {};
  const auto found = std::ranges::find(room.writings, sender, &writing::sender_id);
  const bool is_counted =
      found != room.writings.end() && !is_past(found->since, writing_span_ms, so_far.now());
  if (!is_counted || found->bytes + bytes <= limit) return {};
  return refuse_until(found->since + writing_span_ms, so_far.now(),
                      room.kind == room_kind::group
                          ? "You write too much here at once: wait a moment."
                          : "They have not answered you yet: wait before you write more.");
}

refusal unless_called_too_often(draft& so_far, const user_id& caller) {
  const auto limit = calls_allowed(so_far, caller);
  const auto& rung = so_far.room().rung_at;
  if (limit == 0 || rung.size() < limit) return {};
  const auto earliest = *(rung.end() - static_cast<std::ptrdiff_t>(limit));
  if (is_past(earliest, calling_span_ms, so_far.now())) return {};
  return refuse_until(earliest + calling_span_ms, so_far.now(),
                      "It rang here too often in the last minute: wait before you call again.");
}

void note_writing(state& of, const user_id& sender, std::size_t bytes, timestamp at) {
  std::erase_if(of.writings,
                [&](const writing& each) { return is_past(each.since, writing_span_ms, at); });
  if (of.kind != room_kind::group && !is_stranger(of, sender)) return;
  const auto found = std::ranges::find(of.writings, sender, &writing::sender_id);
  if (found == of.writings.end())
    of.writings.push_back({sender, at, bytes});
  else
    found->bytes += bytes;
}

void note_ring(state& of, timestamp at) {
  std::erase_if(of.rung_at, [&](timestamp each) { return is_past(each, calling_span_ms, at); });
  if (of.rung_at.size() == recent_calls_kept) of.rung_at.erase(of.rung_at.begin());
  of.rung_at.push_back(at);
}

} // namespace switchboard::room
