#pragma once

#include "actors/request.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace switchboard {

/// The reactions of one entity's events that have not been taken yet. An event is settled when
/// nothing that it led to is in here any more.
///
/// What goes to one entity goes there in the order of the events, one after the other: a reaction
/// that could not be taken holds up those behind it. Otherwise a device that dropped and came back
/// could, elsewhere, have come back and then dropped.
class outbox {
public:
  bool empty() const { return waiting_.empty(); }

  /// Takes note of a reaction to the event at `position`; gives it its number.
  std::uint64_t add(request asked, std::uint64_t position);

  const request& at(std::uint64_t reaction) const { return waiting_.at(reaction).asked; }

  /// Whether nothing else has to be taken by that entity before.
  bool is_next(std::uint64_t reaction) const;

  /// What follows when a reaction was taken, or refused for good.
  struct finished {
    /// The position that has become settled by it.
    std::optional<std::uint64_t> settled;
    /// The reaction that may be sent now.
    std::optional<std::uint64_t> next;
  };
  finished finish(std::uint64_t reaction);

  /// The reaction could not be taken; true if it is the first that waits to be repeated.
  bool must_repeat(std::uint64_t reaction);

  /// The reactions to be sent again now.
  std::vector<std::uint64_t> take_repeats() { return std::exchange(repeats_, {}); }

private:
  struct sent {
    request asked;
    std::uint64_t position = 0;
  };

  /// The first reaction that waits for this entity.
  std::optional<std::uint64_t> first_for(const stream_id& to) const;

  std::uint64_t last_number_ = 0;
  std::map<std::uint64_t, sent> waiting_;
  std::map<std::uint64_t, std::size_t> waiting_at_;
  /// By whom they are for, then in order.
  std::set<std::pair<stream_id, std::uint64_t>> lines_;
  std::vector<std::uint64_t> repeats_;
};

} // namespace switchboard
