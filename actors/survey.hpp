#pragma once

#include "actors/ledger.hpp"
#include "actors/queue/state.hpp"
#include "actors/reaction_id.hpp"
#include "actors/room/state.hpp"
#include "actors/rules/policy.hpp"
#include "actors/rules/reaction.hpp"
#include "actors/small_map.hpp"
#include "actors/user/state.hpp"
#include "events/log/event_log.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <unordered_map>
#include <variant>
#include <vector>

namespace switchboard {

/// Finds out what a log leaves to be done where no checkpoint says it, or an old one, as in a log
/// that came from elsewhere: folds all of it once, without waking anybody.
///
/// A reaction was taken if it left an event, or a later one of the same entity did. Of the few that
/// are left the rules say whether they would change anything now. Nobody may append meanwhile.
class survey {
public:
  survey(const event_log& log, const policy& limits);

  /// Up to the end of the log.
  void read();

  /// Notes what entities wait for, and settles what needs nothing more. Gives, of each entity, the
  /// events whose reactions are still to be taken, of those that were not settled before.
  std::map<stream_id, std::vector<std::uint64_t>> conclude(timestamp now, ledger& into);

private:
  using entity_state = std::variant<user::state, room::state, queue::state>;

  struct entity {
    const stream_id* stream = nullptr;
    entity_state state;
    std::uint64_t seq = 0;
  };

  /// What somebody was asked and has left no event.
  struct asked {
    std::uint64_t position = 0;
    reaction_number number;
    command body;
  };

  /// What one entity asks of another, in order.
  struct line {
    entity* from = nullptr;
    std::deque<asked> waiting;
  };

  using lines = std::unordered_map<const entity*, line>;

  entity& entity_of(const stream_id& stream);
  void take(const recorded& event);
  void hear(entity& by, const envelope& happened);
  void ask(entity& from, const recorded& event);
  bool changes_nothing(const entity& who, const command& body, timestamp now) const;
  ledger::standing standing_of(const entity& who) const;

  const event_log& log_;
  const policy& limits_;
  std::uint64_t head_ = 0;
  std::unordered_map<stream_id, entity> entities_;
  /// By who is asked, and then by who asks.
  std::unordered_map<const entity*, lines> asked_;
};

} // namespace switchboard
