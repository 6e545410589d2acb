#pragma once

#include "events/log/event_log.hpp"

#include <cstdint>
#include <deque>
#include <unordered_map>
#include <utility>
#include <vector>

namespace switchboard {

/// Who came into which room and who left of late, read from the log: a person's own entity, and a
/// queue, hear of it a moment after the room. One thread uses it.
class recent_moves {
public:
  explicit recent_moves(const event_log& log) : log_{log} {}

  /// The rooms that this person was in at this position, when `known` are those at another position
  /// not long before or after.
  std::vector<room_id> rooms_of(const user_id& who, std::vector<room_id> known,
                                std::uint64_t position);

private:
  struct move {
    std::uint64_t position = 0;
    room_id room;
    bool is_arrival = false;
  };

  void read_to(std::uint64_t position);
  void note(const recorded& happened);
  void add(const user_id& who, move made);
  void forget_up_to(std::uint64_t position);

  const event_log& log_;
  std::uint64_t read_to_ = 0;
  std::unordered_map<user_id, std::deque<move>> moves_of_;
  /// Where each move happened and whose it is, in the order of the log: the first to be forgotten.
  std::deque<std::pair<std::uint64_t, user_id>> order_;
};

} // namespace switchboard
