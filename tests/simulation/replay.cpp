#include "tests/simulation/replay.hpp"

namespace switchboard::simulation {

void replay::add(const envelope& accepted) {
  streams_[accepted.stream].push_back(&all_.emplace_back(accepted));
  switch (accepted.stream.kind) {
  case entity_kind::user:
    return evolve<user::rules>(accepted);
  case entity_kind::room:
    return evolve<room::rules>(accepted);
  case entity_kind::queue:
    return evolve<queue::rules>(accepted);
  }
}

std::uint64_t replay::seq_of(const stream_id& stream) const { return of(stream).size(); }

std::span<const envelope* const> replay::of(const stream_id& stream) const {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return {};
  return found->second;
}

} // namespace switchboard::simulation
