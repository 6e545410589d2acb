#include "actors/outbox.hpp"

namespace switchboard {

std::uint64_t outbox::add(request asked, std::uint64_t position) {
  if (!held_) held_ = std::make_unique<contents>();
  held_->lines.emplace(asked.to, ++last_number_);
  held_->waiting.emplace(last_number_, sent{std::move(asked), position});
  ++held_->waiting_at[position];
  return last_number_;
}

bool outbox::is_next(std::uint64_t reaction) const {
  return first_for(at(reaction).to) == reaction;
}

outbox::finished outbox::finish(std::uint64_t reaction) {
  if (!held_) return {};
  const auto found = held_->waiting.find(reaction);
  if (found == held_->waiting.end()) return {};
  const auto [asked, position] = std::move(found->second);
  held_->waiting.erase(found);
  held_->lines.erase({asked.to, reaction});
  finished then{std::nullopt, first_for(asked.to)};
  const auto at = held_->waiting_at.find(position);
  if (--at->second == 0) {
    held_->waiting_at.erase(at);
    then.settled = position;
  }
  if (held_->waiting.empty()) held_.reset();
  return then;
}

bool outbox::must_repeat(std::uint64_t reaction) {
  if (!held_ || !held_->waiting.contains(reaction)) return false;
  held_->repeats.push_back(reaction);
  return held_->repeats.size() == 1;
}

std::vector<std::uint64_t> outbox::take_repeats() {
  return held_ ? std::exchange(held_->repeats, {}) : std::vector<std::uint64_t>{};
}

std::optional<std::uint64_t> outbox::first_for(const stream_id& to) const {
  const auto first = held_->lines.lower_bound({to, 0});
  if (first == held_->lines.end() || first->first != to) return std::nullopt;
  return first->second;
}

} // namespace switchboard
