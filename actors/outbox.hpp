#pragma once

#include "actors/request.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace switchboard {

/// The reactions of one entity's events that have been sent and not yet been taken. An event is
/// settled when nothing that it led to is in here any more.
class outbox {
public:
  bool empty() const { return waiting_.empty(); }

  /// Takes note of a reaction to the event at `position`; gives it its number.
  std::uint64_t add(request asked, std::uint64_t position);

  const request& at(std::uint64_t reaction) const { return waiting_.at(reaction).asked; }

  /// The reaction was taken, or refused for good: the position that has become settled by it.
  std::optional<std::uint64_t> finish(std::uint64_t reaction);

  /// The reaction could not be taken; true if it is the first that waits to be repeated.
  bool must_repeat(std::uint64_t reaction);

  /// The reactions to be sent again now.
  std::vector<std::uint64_t> take_repeats() { return std::exchange(repeats_, {}); }

private:
  struct sent {
    request asked;
    std::uint64_t position = 0;
  };

  std::uint64_t last_number_ = 0;
  std::map<std::uint64_t, sent> waiting_;
  std::map<std::uint64_t, std::size_t> waiting_at_;
  std::vector<std::uint64_t> repeats_;
};

} // namespace switchboard
