#pragma once

#include "actors/command_memory.hpp"
#include "actors/interfaces.hpp"
#include "actors/outbox.hpp"
#include "actors/rules/decision.hpp"

#include <caf/actor_system.hpp>
#include <caf/stateful_actor.hpp>
#include <caf/typed_event_based_actor.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace switchboard {

struct services;

/// The body of a user, a room or a queue: it holds the state, lets the rules decide, and sees to it
/// that nobody is told anything that the log does not hold.
///
/// One append is in flight at a time. Commands that come meanwhile wait, and are then decided one
/// after the other on a draft of the state, to go out as one append; the state itself changes only
/// when the log has accepted. So a command is never decided on what may still change, and an entity
/// is not held to one command for each round trip to the disk.
///
/// What throws in it is not the end of it: it forgets all that it believes, whoever waits is told
/// `unavailable`, and it begins anew from the log.
template <class Rules>
class entity {
public:
  using self_pointer = entity_actor::stateful_pointer<entity>;
  using state_type = typename Rules::state;

  void begin(self_pointer self, stream_id stream, std::shared_ptr<services> shared);

  void take(const std::shared_ptr<const open_request>& asked);
  void wake(const std::vector<std::uint64_t>& unsettled);
  void conclude(std::uint64_t append, const append_result& verdict);
  void give_up_waiting(std::uint64_t append);
  void finish_reaction(std::uint64_t reaction, bool must_repeat);
  void repeat_reactions();
  void retire(std::uint64_t deliveries);
  void stop();
  /// One of these has thrown.
  void begin_anew(const std::string& why);

private:
  /// A command of the batch in flight, and what was decided.
  struct decided {
    std::shared_ptr<const open_request> asked;
    std::optional<rejection> refused;
    std::size_t first_event = 0;
    std::size_t event_count = 0;
  };

  /// What one append is about. Answers wait for the log's verdict, also those that say no: they may
  /// stand on an event of the same batch.
  struct batch {
    std::uint64_t append = 0;
    std::vector<decided> commands;
    std::vector<envelope> events;
    std::optional<state_type> draft;
    int conflicts = 0;
    /// Those who waited for it have been told that the log does not answer.
    bool is_overdue = false;
    /// The entity has begun anew meanwhile: what it was about stands in the log, or nowhere.
    bool is_abandoned = false;
  };

  // Deciding.
  void decide_waiting();
  void decide(batch& into, const std::shared_ptr<const open_request>& asked);
  bool answer_repeated(batch& into, const std::shared_ptr<const open_request>& asked);
  void add_events(batch& into, const request& asked, std::vector<typename Rules::event> events);
  const state_type& state_for(batch& into);
  void submit(std::unique_ptr<batch> ready);

  // The log's verdict.
  void accept(batch& done, std::uint64_t first_position);
  void decide_again(batch& refused);
  void fail(batch& failed, const append_failed& why);
  void read_what_became();
  outcome outcome_of(const decided& each, std::span<const envelope> events) const;

  // State.
  bool load();
  bool is_resting() const;
  std::int64_t rest_ms() const;
  void catch_up();
  void look_again_later();
  void apply(const envelope& happened);
  void restore_snapshot();
  bool is_snapshot_due() const;
  void save_snapshot();
  void refuse_all_waiting(const std::string& why);

  // Reactions.
  void react(const envelope& happened, std::uint64_t position);
  void dispatch(std::uint64_t reaction);
  void close_earlier_connections();
  void note_standing();

  bool is_idle() const {
    return is_loaded_ && !in_flight_ && waiting_.empty() && outbox_.empty() && woken_for_.empty();
  }

  self_pointer self_ = nullptr;
  std::shared_ptr<services> shared_;
  stream_id stream_;
  bool is_loaded_ = false;
  bool will_look_again_ = false;
  /// How often in a row it failed before it had loaded its state, and until when it rests.
  int failures_ = 0;
  timestamp rests_until_;
  /// Positions of which it is not known yet whether their reactions were taken.
  std::vector<std::uint64_t> woken_for_;

  state_type state_;
  std::uint64_t seq_ = 0;
  std::uint64_t position_ = 0;
  timestamp time_;
  command_memory memory_;

  std::vector<std::shared_ptr<const open_request>> waiting_;
  std::unique_ptr<batch> in_flight_;
  outbox outbox_;
  /// Whether the ledger has been told so.
  bool waits_for_nothing_ = false;
  std::uint64_t snapshot_seq_ = 0;
  std::uint64_t snapshot_position_ = 0;
};

/// Makes the actor of one entity. It loads its state with the first message.
entity_actor spawn_entity(caf::actor_system& system, const stream_id& stream,
                          std::shared_ptr<services> shared);

} // namespace switchboard
