#pragma once

#include "actors/request.hpp"
#include "actors/rules/policy.hpp"
#include "events/event.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

namespace switchboard::testing {

/// All users, rooms and queues on one thread, without actors: the rules, a clock that is told what
/// time it is, and reactions that are taken in order. What happens is what the server's log would
/// hold, to the letter and the same each time.
class rehearsal {
public:
  /// Takes the events of one decision.
  using event_sink = std::function<void(const std::vector<envelope>&)>;

  rehearsal(timestamp start, event_sink sink, policy limits = {});

  timestamp now() const { return now_; }

  /// Asks, and lets everything happen that follows from it. Gives the refusal, if it was refused.
  std::optional<rejection> ask(const stream_id& to, command body, std::string command_id,
                               std::string actor);
  /// Lets time pass, stopping whenever something is due.
  void pass(std::int64_t duration_ms);

  /// The last event of a stream so far.
  std::uint64_t seq_of(const stream_id& stream) const;

private:
  struct entity {
    std::variant<user::state, room::state, queue::state> state;
    std::uint64_t seq = 0;
    std::optional<timestamp> deadline;
  };

  entity& entity_of(const stream_id& stream);
  std::optional<rejection> take(const request& asked);
  template <class Rules>
  std::optional<rejection> decide(entity& who, const request& asked);
  template <class Rules>
  void happen(entity& who, const request& asked, std::vector<typename Rules::event> events);
  void note_deadline(const stream_id& stream, entity& of, std::optional<timestamp> deadline);
  void react(const envelope& happened, reactions asks);

  timestamp now_;
  event_sink sink_;
  policy limits_;
  std::uint64_t ids_ = 0;
  std::unordered_map<stream_id, entity> entities_;
  std::set<std::pair<timestamp, stream_id>> deadlines_;
  std::deque<request> waiting_;
};

} // namespace switchboard::testing
