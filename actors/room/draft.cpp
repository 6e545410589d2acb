#include "actors/room/draft.hpp"

#include "actors/room/evolve.hpp"

namespace switchboard::room {

const state& draft::room() {
  if (events_.empty()) return before_;
  if (!after_) after_ = before_;
  for (; folded_count_ < events_.size(); ++folded_count_)
    evolve(*after_, events_[folded_count_], known_.seq + folded_count_ + 1, known_.now);
  return *after_;
}

} // namespace switchboard::room
