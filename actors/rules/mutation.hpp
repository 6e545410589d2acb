#pragma once

#include <cstdint>

namespace switchboard {

/// Mistakes that the simulator must notice. They exist only in the program that proves that it
/// does, which is built with SWITCHBOARD_MUTATIONS; everywhere else `mutated` is the constant
/// false.
enum class mutation : std::uint8_t {
  none,
  answer_before_durable,
  forget_idempotency,
  forget_deadline_on_activation,
  repeat_reaction_under_new_id,
  second_accept_wins,
  skip_roster_for_newcomer,
  lose_reaction_in_crash,
  let_entities_die,
};

#ifdef SWITCHBOARD_MUTATIONS
inline mutation active_mutation = mutation::none;
inline bool mutated(mutation each) { return active_mutation == each; }
#else
constexpr bool mutated(mutation) { return false; }
#endif

} // namespace switchboard
