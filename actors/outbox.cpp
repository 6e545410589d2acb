#include "actors/outbox.hpp"

namespace switchboard {

std::uint64_t outbox::add(request asked, std::uint64_t position) {
  waiting_.emplace(++last_number_, sent{std::move(asked), position});
  ++waiting_at_[position];
  return last_number_;
}

std::optional<std::uint64_t> outbox::finish(std::uint64_t reaction) {
  const auto found = waiting_.find(reaction);
  if (found == waiting_.end()) return std::nullopt;
  const auto position = found->second.position;
  waiting_.erase(found);
  const auto at = waiting_at_.find(position);
  if (--at->second > 0) return std::nullopt;
  waiting_at_.erase(at);
  return position;
}

bool outbox::must_repeat(std::uint64_t reaction) {
  if (!waiting_.contains(reaction)) return false;
  repeats_.push_back(reaction);
  return repeats_.size() == 1;
}

} // namespace switchboard
