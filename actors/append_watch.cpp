#include "actors/append_watch.hpp"

#include <caf/send.hpp>

namespace switchboard {

std::pair<std::uint64_t, bool> append_watch::begin(entity_actor entity, timestamp now) {
  const std::lock_guard lock{mutex_};
  const bool is_only = watched_.empty();
  watched_.emplace_hint(watched_.end(), ++last_number_,
                        watched{std::move(entity), now + timeout_ms_});
  return {last_number_, is_only};
}

void append_watch::end(std::uint64_t append) {
  const std::lock_guard lock{mutex_};
  watched_.erase(append);
}

std::optional<timestamp> append_watch::next_due() const {
  const std::lock_guard lock{mutex_};
  if (watched_.empty()) return std::nullopt;
  return watched_.begin()->second.due;
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
