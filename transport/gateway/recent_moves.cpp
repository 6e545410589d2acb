#include "transport/gateway/recent_moves.hpp"

#include <algorithm>
#include <utility>

namespace switchboard {

namespace {

/// Far more than happens anywhere until an entity has heard what a room tells it.
constexpr std::uint64_t events_remembered = 50'000;
constexpr std::size_t events_in_one_go = 1'000;

} // namespace

std::vector<room_id> recent_moves::rooms_of(const user_id& who, std::vector<room_id> known,
                                            std::uint64_t position) {
  read_to(position);
  const auto found = moves_of_.find(who);
  if (found == moves_of_.end()) return known;
  for (const auto& each : found->second) {
    if (each.position > position) break;
    std::erase(known, each.room);
    if (each.is_arrival) known.push_back(each.room);
  }
  return known;
}

void recent_moves::read_to(std::uint64_t position) {
  if (position <= read_to_) return;
  const auto oldest = position - std::min(position, events_remembered);
  forget_up_to(oldest);
  for (auto from = std::max(read_to_, oldest) + 1; from <= position; from = read_to_ + 1) {
    const auto events = log_.read_all(from, events_in_one_go);
    if (events.empty()) return;
    for (const auto& each : events)
      note(each);
    read_to_ = events.back().position;
  }
}

void recent_moves::note(const recorded& happened) {
  const auto* body = std::get_if<room::event>(&happened.entry.body);
  if (!body) return;
  const auto position = happened.position;
  const room_id room{happened.entry.stream.key};
  if (const auto* made = std::get_if<room::created>(body))
    for (const auto& each : made->members)
      add(each, {position, room, true});
  else if (const auto* added = std::get_if<room::member_added>(body))
    add(added->user_id, {position, room, true});
  else if (const auto* removed = std::get_if<room::member_removed>(body))
    add(removed->user_id, {position, room, false});
}

void recent_moves::add(const user_id& who, move made) {
  order_.emplace_back(made.position, who);
  moves_of_[who].push_back(std::move(made));
}

void recent_moves::forget_up_to(std::uint64_t position) {
  for (; !order_.empty() && order_.front().first <= position; order_.pop_front()) {
    const auto mine = moves_of_.find(order_.front().second);
    mine->second.pop_front();
    if (mine->second.empty()) moves_of_.erase(mine);
  }
}

} // namespace switchboard
