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
      add({position, each, room, true});
  else if (const auto* added = std::get_if<room::member_added>(body))
    add({position, added->user_id, room, true});
  else if (const auto* removed = std::get_if<room::member_removed>(body))
    add({position, removed->user_id, room, false});
}

void recent_moves::add(move made) {
  moves_of_[made.who].push_back(made);
  moves_.push_back(std::move(made));
}

void recent_moves::forget_up_to(std::uint64_t position) {
  for (; !moves_.empty() && moves_.front().position <= position; moves_.pop_front()) {
    const auto mine = moves_of_.find(moves_.front().who);
    mine->second.pop_front();
    if (mine->second.empty()) moves_of_.erase(mine);
  }
}

} // namespace switchboard
