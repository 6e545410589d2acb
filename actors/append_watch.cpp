#include "actors/append_watch.hpp"

#include <caf/send.hpp>

#include <algorithm>

namespace switchboard {

std::pair<std::uint64_t, bool> append_watch::begin(entity_actor entity, timestamp now) {
  const std::lock_guard lock{mutex_};
  const auto due = now + timeout_ms_;
  watched_.emplace_hint(watched_.end(), ++last_number_, watched{std::move(entity), due});
  return {last_number_, due < next_look_};
}

void append_watch::end(std::uint64_t append) {
  const std::lock_guard lock{mutex_};
  watched_.erase(append);
}

timestamp append_watch::plan_look(timestamp latest) {
  const std::lock_guard lock{mutex_};
  next_look_ = watched_.empty() ? latest : std::min(latest, watched_.begin()->second.due);
  return next_look_;
}

void append_watch::tell_overdue(timestamp now) {
  const std::lock_guard lock{mutex_};
  while (!watched_.empty() && watched_.begin()->second.due <= now) {
    const auto& [append, each] = *watched_.begin();
    caf::anon_send(each.entity, entity_message{append_overdue{append}});
    watched_.erase(watched_.begin());
  }
}

} // namespace switchboard
