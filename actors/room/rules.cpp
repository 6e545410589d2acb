#include "actors/room/rules.hpp"

#include "actors/room/answers.hpp"
#include "actors/room/deadlines.hpp"

namespace switchboard::room {

decision<event> rules::decide(const state& before, const command& asked, const context& known) {
  draft so_far{before, known};
  if (!std::holds_alternative<look>(asked)) do_what_is_due(so_far);
  if (auto refused = std::visit([&](const auto& each) { return answer(so_far, each); }, asked))
    return std::move(*refused);
  return std::move(so_far).take();
}

refusal answer(draft& so_far, const look& asked) {
  if (asked.call_id) return unless_known(so_far.room(), *asked.call_id, asked.user_id);
  return unless_member(so_far.room(), asked.user_id);
}

/// What a tick does is done before every decision.
refusal answer(draft&, const tick&) { return {}; }

} // namespace switchboard::room
