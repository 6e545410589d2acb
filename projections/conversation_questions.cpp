#include "projections/conversations.hpp"
#include "projections/history.hpp"
#include "projections/read_models_implementation.hpp"

#include <algorithm>
#include <string>

namespace switchboard::projections {

namespace {

std::optional<conversation> conversation_from(reader& on, const room_id& room) {
  static const auto select = sql::select<conversation>("WHERE room_id = ?");
  return on.first<conversation>(select, room);
}

std::optional<message> message_from(reader& on, const room_id& room, std::uint64_t seq) {
  static const auto select = sql::select<message>("WHERE room_id = ? AND seq = ?");
  return on.first<message>(select, room, as_bound(seq));
}

/// Up to where a member may not read.
std::uint64_t hidden_seq(const conversation& room, const membership& of) {
  return room.history == room_history::since_joined ? of.since_seq : 0;
}

/// Takes the one that was asked for beyond the limit off again; whether it was there.
template <class Row>
bool cut(std::vector<Row>& rows, std::int64_t limit) {
  if (rows.size() <= static_cast<std::size_t>(limit)) return false;
  rows.pop_back();
  return true;
}

} // namespace

std::vector<conversation_with_news> read_models::conversations_of(const user_id& id,
                                                                  std::size_t limit) const {
  static const auto of_person = sql::select<membership>("WHERE user_id = ?");
  static const auto newest = sql::select<message>("WHERE room_id = ? ORDER BY seq DESC LIMIT 1");
  auto all = implementation_->from.ask([&](reader& on) {
    std::vector<conversation_with_news> found;
    for (const auto& each : on.all<membership>(of_person, id)) {
      auto room = conversation_from(on, each.room_id);
      if (!room) continue;
      auto last = on.first<message>(newest, each.room_id);
      if (last && last->seq <= hidden_seq(*room, each)) last.reset();
      found.push_back({*std::move(room), std::move(last)});
    }
    return found;
  });
  std::ranges::stable_sort(all, std::greater{}, [](const conversation_with_news& each) {
    return each.last_message ? each.last_message->created_at : each.conversation.created_at;
  });
  all.resize(std::min(all.size(), static_cast<std::size_t>(clamped(limit))));
  return all;
}

std::optional<conversation> read_models::find_conversation(const room_id& room) const {
  return implementation_->from.ask([&](reader& on) { return conversation_from(on, room); });
}

bool read_models::is_member(const room_id& room, const user_id& id) const {
  static const std::string count =
      "SELECT count(*) FROM memberships WHERE user_id = ? AND room_id = ?";
  return implementation_->from.ask([&](reader& on) { return on.integer(count, id, room) > 0; });
}

bool read_models::share_a_room(const user_id& one, const user_id& other) const {
  static const std::string count =
      "SELECT count(*) FROM memberships one JOIN memberships other "
      "ON other.room_id = one.room_id AND other.user_id = ?2 WHERE one.user_id = ?1";
  return implementation_->from.ask([&](reader& on) { return on.integer(count, one, other) > 0; });
}

std::uint64_t read_models::hidden_from(const room_id& room, const user_id& id) const {
  static const auto select = sql::select<membership>("WHERE user_id = ? AND room_id = ?");
  return implementation_->from.ask([&](reader& on) -> std::uint64_t {
    const auto found = conversation_from(on, room);
    const auto theirs = on.first<membership>(select, id, room);
    return found && theirs ? hidden_seq(*found, *theirs) : 0;
  });
}

message_page read_models::messages_before(const room_id& room, std::optional<std::uint64_t> before,
                                          std::size_t limit, std::uint64_t after) const {
  static const auto select =
      sql::select<message>("WHERE room_id = ? AND seq < ? AND seq > ? ORDER BY seq DESC LIMIT ?");
  const auto wanted = clamped(limit);
  message_page page;
  page.messages = implementation_->from.ask([&](reader& on) {
    return on.all<message>(select, room, as_bound(before), as_bound(after), wanted + 1);
  });
  const bool is_more = cut(page.messages, wanted);
  std::ranges::reverse(page.messages);
  if (is_more) page.next = page.messages.front().seq;
  return page;
}

message_page read_models::messages_after(const room_id& room, std::uint64_t after,
                                         std::size_t limit) const {
  static const auto select =
      sql::select<message>("WHERE room_id = ? AND seq > ? ORDER BY seq LIMIT ?");
  const auto wanted = clamped(limit);
  message_page page;
  page.messages = implementation_->from.ask(
      [&](reader& on) { return on.all<message>(select, room, as_bound(after), wanted + 1); });
  if (cut(page.messages, wanted)) page.next = page.messages.back().seq;
  return page;
}

std::optional<message> read_models::find_message(const message_id& id) const {
  const auto room = room_of(id.value);
  if (!room) return std::nullopt;
  return implementation_->from.ask(
      [&](reader& on) { return message_from(on, *room, seq_of(id.value)); });
}

} // namespace switchboard::projections
