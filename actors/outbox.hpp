#pragma once

#include "actors/request.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
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
///
/// Most entities have nothing in here at most times, so it takes next to no room then.
class outbox {
public:
  bool empty() const { return held_ == nullptr; }

  /// An empty one that gives no number again that this one has given.
  outbox successor() const {
    outbox made;
    made.last_number_ = last_number_;
    return made;
  }

  /// Takes note of a reaction to the event at `position`; gives it its number.
  std::uint64_t add(request asked, std::uint64_t position);

  const request& at(std::uint64_t reaction) const { return held_->waiting.at(reaction).asked; }

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
  std::vector<std::uint64_t> take_repeats();

private:
  struct sent {
    request asked;
    std::uint64_t position = 0;
  };

  struct contents {
    std::map<std::uint64_t, sent> waiting;
    std::map<std::uint64_t, std::size_t> waiting_at;
    /// By whom they are for, then in order.
    std::set<std::pair<stream_id, std::uint64_t>> lines;
    std::vector<std::uint64_t> repeats;
  };

  /// The first reaction that waits for this entity.
  std::optional<std::uint64_t> first_for(const stream_id& to) const;

  /// No number is given twice: an answer may come to one that is long gone.
  std::uint64_t last_number_ = 0;
  /// Null when nothing waits.
  std::unique_ptr<contents> held_;
};

} // namespace switchboard
