#include "actors/outbox.hpp"

namespace switchboard {

std::uint64_t outbox::add(request asked, std::uint64_t position) {
  lines_.emplace(asked.to, ++last_number_);
  waiting_.emplace(last_number_, sent{std::move(asked), position});
  ++waiting_at_[position];
  return last_number_;
}

bool outbox::is_next(std::uint64_t reaction) const {
  return first_for(at(reaction).to) == reaction;
}

outbox::finished outbox::finish(std::uint64_t reaction) {
  const auto found = waiting_.find(reaction);
  if (found == waiting_.end()) return {};
  const auto [asked, position] = std::move(found->second);
  waiting_.erase(found);
  lines_.erase({asked.to, reaction});
  finished then{std::nullopt, first_for(asked.to)};
  const auto at = waiting_at_.find(position);
  if (--at->second > 0) return then;
  waiting_at_.erase(at);
  then.settled = position;
  return then;
}

bool outbox::must_repeat(std::uint64_t reaction) {
  if (!waiting_.contains(reaction)) return false;
  repeats_.push_back(reaction);
  return repeats_.size() == 1;
}

std::optional<std::uint64_t> outbox::first_for(const stream_id& to) const {
  const auto first = lines_.lower_bound({to, 0});
  if (first == lines_.end() || first->first != to) return std::nullopt;
  return first->second;
}

} // namespace switchboard
